-- Where a provider is, as a list gives it: degrees east and north, "120.64,31.16".
ALTER TABLE providers ADD COLUMN position text;
