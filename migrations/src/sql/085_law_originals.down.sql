DROP TABLE read_parts;
DROP TABLE law_originals;
