"""群体性事件: ten or more gathered about wages: reported within the county's hours, reported again, escalated, ended."""
