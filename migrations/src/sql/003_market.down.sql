DROP TABLE bids;
DROP TABLE demands;
DROP TABLE reviews;
DROP TABLE qualifications;
DROP TABLE provider_service_regions;
DROP TABLE provider_categories;
DROP TABLE providers;
