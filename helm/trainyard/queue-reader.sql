-- A role for KEDA: it sees how much waits and runs, and nothing else. Run this as the owner of Trainyard's database after
-- Trainyard has started once, then choose a password with psql: \password trainyard_queue_reader
create role trainyard_queue_reader login connection limit 20;
alter role trainyard_queue_reader set default_transaction_read_only = on;
grant usage on schema public to trainyard_queue_reader;
grant select on queue_depth to trainyard_queue_reader;
