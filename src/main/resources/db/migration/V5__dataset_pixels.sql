-- Data sets of pictures: beside the typed rows lies one file of their pixels.
alter table dataset add column pixels jsonb;
comment on column dataset.pixels is 'Size of the pictures and digest of the file of their bytes: {height, width, channels, sha256}; null when there are none.';
