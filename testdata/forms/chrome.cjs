// Prints a page as Chromium's MHTML: NODE_PATH=node_modules node chrome.cjs CHROMIUM PROFILE URL
const { spawn } = require("node:child_process");
const WebSocket = require("ws");

const [program, profile, url] = process.argv.slice(2);
const browser = spawn(program, ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=9322",
	`--user-data-dir=${profile}`, url], { stdio: "ignore" });
const page = async () => {
	const pages = await (await fetch("http://127.0.0.1:9322/json")).json();
	return pages.find((p) => p.url === url && p.title && !p.title.includes("127.0.0.1")).webSocketDebuggerUrl;
};
(async () => {
	for (let tries = 0; ; tries++) {
		await new Promise((done) => setTimeout(done, 1000));
		const address = await page().catch((problem) => { if (tries > 20) throw problem; });
		if (!address) continue;
		const socket = new WebSocket(address);
		await new Promise((done) => { socket.onopen = done; });
		socket.onmessage = ({ data }) => {
			process.stdout.write(JSON.parse(data).result.data);
			browser.kill();
			socket.close();
		};
		socket.send(JSON.stringify({ id: 1, method: "Page.captureSnapshot", params: { format: "mhtml" } }));
		break;
	}
})();
