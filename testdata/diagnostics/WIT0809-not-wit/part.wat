(component
  (type (record (field "a" u8)))
  (export "r" (type 0)))
