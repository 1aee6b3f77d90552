"""来信来访: what citizens write or come with, where it went on to, and how it was answered."""
