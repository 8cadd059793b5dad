package enum Base45 {}
