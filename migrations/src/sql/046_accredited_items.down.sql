DROP TABLE accredited_items;
