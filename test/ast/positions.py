# positions
é = "ü" + f(a,
  b)[0]
