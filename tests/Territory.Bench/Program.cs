using Territory.Bench;
using Territory.Bench.AsOf;
using Territory.Bench.Fanout;
using Territory.Bench.Import;
using Territory.Bench.Ingest;
using Territory.Bench.Writers;

// One folder per bench, one line each.
Dictionary<string, Bench> benches = new()
{
    ["asof"] = new("a question about any time, as known at any moment, beside folding the streams", AsOfBench.RunAsync),
    ["fanout"] = new("one feed and two thousand streams, beside a bare server; 450 webhooks, alone and beside fifty that hang", FanoutBench.RunAsync),
    ["ingest"] = new("claims per second through the bus into the ledger, beside a plain consumer", Ingestion.RunAsync),
    ["import"] = new("rows per second of a file of history, a live writer's waits beside it, and the store's own bulk insert", Importing.RunAsync),
    ["writers"] = new("thirty-two writers on one area over two ledgers for a minute", WritersAtOnce.RunAsync),
};

if (args.Length == 0 || !benches.TryGetValue(args[0], out var bench))
{
    Console.Error.WriteLine("Usage: ./bench NAME [options]");
    foreach (var (name, known) in benches) Console.Error.WriteLine($"  {name,-10} {known.Measures}");
    return 2;
}
await bench.RunAsync(args[1..]);
return 0;
