DROP TABLE machine_days;
