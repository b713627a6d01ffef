DROP INDEX sign_ins_ended;
