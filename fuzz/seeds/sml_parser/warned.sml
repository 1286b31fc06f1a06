t(r=['' ''])
a(h='',required=F,required=c)
a