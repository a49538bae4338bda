-- Heartbeats and progress change a running job's row every second or oftener. With some room left in each page the new version of
-- the row lies beside the old one, and no index has to be told.
alter table job set (fillfactor = 75);
