-- Aliases that share their calls out among versions, where they pointed before, and rules by which they move on.

alter table model_alias
    add column split jsonb,
    add column shadow integer;
comment on column model_alias.split is 'How many parts of the calls each of several versions gets: {"1":90,"2":10}; null when all go to one.';
comment on column model_alias.shadow is 'A version that is asked besides, whose answers are only compared; null for none.';

create table model_alias_move (
    id       bigint generated always as identity primary key,
    model    text        not null references model (name) on delete cascade,
    alias    text        not null,
    version  integer,
    split    jsonb,
    shadow   integer,
    reason   text,
    moved_at timestamptz not null default clock_timestamp()
);
comment on table model_alias_move is 'Where an alias pointed, move by move; a row never changes.';
comment on column model_alias_move.version is 'Where it points from then on; null when it was deleted.';
comment on column model_alias_move.reason is 'Why it moved, when nobody asked for just that: a rollback, or a promotion.';

create index model_alias_move_newest on model_alias_move (model, alias, id desc);

insert into model_alias_move (model, alias, version, moved_at)
select model, alias, version, updated_at from model_alias;

alter table model
    add column promote_if text;
comment on column model.promote_if is 'When a new version takes an alias over, such as "test/accuracy >= champion"; null for never.';
