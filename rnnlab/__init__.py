"""RNN Lab: a desktop lab in which people hold a recurrent network in their hands."""

__version__ = "0.1.0"
