insert into sample.things values (1);
create table sample.more_things (id int primary key references sample.things);
