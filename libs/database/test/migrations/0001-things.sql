create table sample.things (id int primary key);
