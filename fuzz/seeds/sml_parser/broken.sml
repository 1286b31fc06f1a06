if x:
  a
 b
C = 0o8 1e 0x_f 007 1__0
﻿€ $ ? !
)