window.site = { ready: true };
