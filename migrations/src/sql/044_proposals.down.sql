DROP TABLE objection_votes;
DROP TABLE objections;
DROP TABLE award_proposals;
