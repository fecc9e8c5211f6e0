// Writes the HAR of visits in Chromium: NODE_PATH=node_modules node har.cjs CHROMIUM FILE URL...
const { chromium } = require("playwright-core");

const [program, path, ...urls] = process.argv.slice(2);
(async () => {
	const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox"] });
	const context = await browser.newContext({ recordHar: { path, content: "embed" } });
	for (const url of urls) {
		const page = await context.newPage();
		await page.goto(url);
		await page.close();
	}
	await context.close();
	await browser.close();
})();
