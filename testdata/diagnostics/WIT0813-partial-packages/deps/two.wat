(component
  (type (component
    (import "acme:base/all" (instance
      (type $t u8)
      (export "b" (type (eq $t)))))
    (export "acme:two/names" (instance))))
  (export "names" (type 0)))
