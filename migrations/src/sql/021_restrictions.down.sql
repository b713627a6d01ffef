-- Every provider is listed again.
DROP TABLE provider_restrictions;
