DROP TABLE ripple_tasks;
DROP TABLE ripple_citers;
