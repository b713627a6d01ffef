-- Nothing is shared any more.
DROP TABLE share_code_openings;
DROP TABLE share_codes;
