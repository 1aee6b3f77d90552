"""保存期限与到期销毁: what is due, proposed by one, decided by another, certified on paper."""
