using Territory.Scenarios.Installations;
using Xunit;

namespace Territory.Scenarios.Pipe;

[Collection<OnTheAllInOne>]
public sealed class OverTheAllInOne(AllInOneInstallation installation) : PipeScenarios(installation);
