using Territory.Bench;
using Territory.Bench.AsOf;
using Territory.Bench.Failures;
using Territory.Bench.Fanout;
using Territory.Bench.Import;
using Territory.Bench.Ingest;
using Territory.Bench.Integrity;
using Territory.Bench.Latency;
using Territory.Bench.Reading;
using Territory.Bench.Rebuild;
using Territory.Bench.Replay;
using Territory.Bench.Writers;

// One folder per bench, one line each.
Dictionary<string, Bench> benches = new()
{
    ["asof"] = new("a question about any time, as known at any moment, beside folding the streams", AsOfBench.RunAsync),
    ["failures"] = new("what twenty subscribers miss while everything is killed and cut in turn: nothing", FailuresBench.RunAsync),
    ["fanout"] = new("one feed and two thousand streams, beside a bare server; 450 webhooks, alone and beside fifty that hang", FanoutBench.RunAsync),
    ["ingest"] = new("claims per second through the bus into the ledger, beside a plain consumer", Ingestion.RunAsync),
    ["assess"] = new("what one more claim costs the policy by all that was claimed before, beside assessing everything", Assessing.RunAsync),
    ["import"] = new("rows per second of a file of history, a live writer's waits beside it, and the store's own bulk insert", Importing.RunAsync),
    ["verify"] = new("events per second that are sealed, proven and held beside the views, beside a plain read of them", Verifying.RunAsync),
    ["rebuild"] = new("a view rebuilt beside the live one, a plain read of the log and the store's own rebuild beside it", Rebuilding.RunAsync),
    ["latency"] = new("from the record in the ledger to a subscriber's event, idle and under load, beside the same path on Marten's default polling", LatencyBench.RunAsync),
    ["replay"] = new("a million changes as NDJSON over HTTP and to a queue, beside a bare read and a bare publisher", ReplayBench.RunAsync),
    ["writers"] = new("thirty-two writers on one area over two ledgers for a minute", WritersAtOnce.RunAsync),
    ["reading"] = new("precision and recall on annotated passages, beside a naive reader", ReadingBench.RunAsync),
    ["reading-speed"] = new("megabytes of Arabic news per second and core, beside one regular expression", SpeedBench.RunAsync),
};

if (args.Length == 0 || !benches.TryGetValue(args[0], out var bench))
{
    Console.Error.WriteLine("Usage: ./bench NAME [options]");
    foreach (var (name, known) in benches) Console.Error.WriteLine($"  {name,-14} {known.Measures}");
    return 2;
}
await bench.RunAsync(args[1..]);
return 0;
