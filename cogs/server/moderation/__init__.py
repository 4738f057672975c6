"""Reports, bars and the audit log: what moderators keep order with."""
