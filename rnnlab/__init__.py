"""RNN Lab: hold a recurrent network in your hands."""
