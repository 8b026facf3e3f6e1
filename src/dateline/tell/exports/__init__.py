"""The ways out of the store, one file a format; what each field holds stands in a table beside its code.

A format's code takes what is asked for, a view and a binary stream, and gives the number of rows it wrote.
It never holds more than a portion of the rows.
"""
