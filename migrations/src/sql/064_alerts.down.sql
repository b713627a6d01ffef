DROP TABLE alert_weeks;
DROP TABLE alerts;
DROP TABLE saved_searches;
