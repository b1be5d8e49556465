"""The process that opens a Word document. It stands alone: nothing of the app is in what may run out of memory."""
