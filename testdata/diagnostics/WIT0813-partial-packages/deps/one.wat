(component
  (type (component
    (import "acme:base/all" (instance
      (type $t u8)
      (export "a" (type (eq $t)))))
    (export "acme:one/names" (instance))))
  (export "names" (type 0)))
