-- Nobody moves organisations.
DROP TABLE organisation_move_items;
DROP TABLE organisation_moves;
