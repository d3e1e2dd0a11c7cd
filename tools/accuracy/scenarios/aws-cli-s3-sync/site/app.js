document.title = 'Orders';
