def f(a):  # comment
	if a >= 0x_1F and a != 1_0.5e-3j:
		return rb'\x' "é" \
			+ f"{a!r:{b}}{{"

async = ...
