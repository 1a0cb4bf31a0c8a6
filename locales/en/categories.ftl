recategorise-ask = { $number } stands under “{ $category }”. Which category instead?
recategorise-unknown = There is no category “{ $said }”. { $number } stands under “{ $category }”; which one instead?
recategorised = { $number } now stands under “{ $category }”. With words like these I shall think of that first.
recategorised-already = { $number } stands under “{ $category }” already.
act-recategorised = category changed
refused-usage-recategorise = Please give the number, e.g. “/recategorise 12 noise”.
help-recategorise = /recategorise 12 noise — correct a category; I shall remember
menu-recategorise = Correct a category
