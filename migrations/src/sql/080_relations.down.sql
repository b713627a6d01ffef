DROP TABLE law_relations;
