"""县级模板: the county's own PDF with named fields, filled in place of our layout."""
