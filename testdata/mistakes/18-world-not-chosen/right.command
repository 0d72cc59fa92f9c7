outwit rust --world shop
