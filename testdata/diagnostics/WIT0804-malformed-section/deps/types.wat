(component
  (type (component
    (export "acme:types/names" (instance))))
  (export "names" (type 0))
  (@custom "package-docs" "\01{\22interfaces\22:{\22others\22:{\22docs\22:\22Text.\22}}}"))
