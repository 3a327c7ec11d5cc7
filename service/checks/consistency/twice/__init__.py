"""One fact stated in several places: dates, numbers of people and shares, holdings, names."""
