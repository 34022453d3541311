"""账号、角色、区域、机构、县级配置、留痕查询: who works here, where, and what they may do."""
