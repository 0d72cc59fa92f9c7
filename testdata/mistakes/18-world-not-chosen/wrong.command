outwit rust
