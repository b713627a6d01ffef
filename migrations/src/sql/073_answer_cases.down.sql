DROP TABLE answer_cases;
