"""Words that say a sign or a side: used and provided, due to and due from, profit and loss, receivable and payable."""
