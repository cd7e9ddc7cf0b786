return { 1, 99, 0 }
