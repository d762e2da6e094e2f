<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Commands</name>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="73"/>
        <location filename="../../studio/ui/controllers/face.py" line="59"/>
        <location filename="../../studio/ui/controllers/preferences.py" line="34"/>
        <location filename="../../studio/ui/controllers/stage.py" line="60"/>
        <location filename="../../studio/ui/controllers/time.py" line="85"/>
        <location filename="../../studio/ui/main_window.py" line="170"/>
        <source>looking is what windows are for</source>
        <translation>用于查看，仅在窗口中可用</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="77"/>
        <source>Copy keys</source>
        <translation>复制关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="81"/>
        <source>Paste keys at the playhead</source>
        <translation>在播放头处粘贴关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="85"/>
        <source>Select all keys</source>
        <translation>全选关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="89"/>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="63"/>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="64"/>
        <source>every command line begins anew</source>
        <translation>命令行每次都重新开始</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="67"/>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="71"/>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="60"/>
        <source>a command line keeps nothing open</source>
        <translation>命令行不会保持打开任何内容</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="75"/>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/export.py" line="35"/>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="173"/>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="83"/>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="85"/>
        <location filename="../../studio/ui/controllers/document.py" line="90"/>
        <source>a command line changes no file</source>
        <translation>命令行不修改源文件</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="88"/>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="177"/>
        <source>Find a command…</source>
        <translation>查找命令…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="66"/>
        <source>Reset to neutral</source>
        <translation>重置为中性</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="70"/>
        <source>Reset to the photograph</source>
        <translation>重置为照片</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="72"/>
        <source>that is where every edit begins</source>
        <translation>每次编辑都从这里开始</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="75"/>
        <source>Set keys</source>
        <translation>设置关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="79"/>
        <source>Set keys with every change</source>
        <translation>自动设置关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="83"/>
        <source>Left and right together</source>
        <translation>左右联动</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="85"/>
        <source>a command line names both sides</source>
        <translation>命令行中左右分别指定</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="88"/>
        <source>Keep as a preset…</source>
        <translation>存为预设…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="64"/>
        <source>Type what is said</source>
        <translation>输入台词</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="68"/>
        <source>Speak from a recording…</source>
        <translation>用录音驱动…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="72"/>
        <source>Record</source>
        <translation>录音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="73"/>
        <location filename="../../studio/ui/controllers/speech.py" line="78"/>
        <source>record with any program and give the file</source>
        <translation>可用任何程序录音，再提供文件</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="76"/>
        <source>Choose the microphone…</source>
        <translation>选择麦克风…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="81"/>
        <source>Stop speaking</source>
        <translation>停止说话</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="82"/>
        <source>Ctrl+C stops a command line</source>
        <translation>命令行用 Ctrl+C 停止</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="92"/>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="95"/>
        <source>One frame back</source>
        <translation>后退一帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="99"/>
        <source>One frame on</source>
        <translation>前进一帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="103"/>
        <source>To the start</source>
        <translation>到开头</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="107"/>
        <source>To the end</source>
        <translation>到结尾</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="110"/>
        <source>Backwards, faster</source>
        <translation>加速倒放</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="114"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="117"/>
        <source>Forwards, faster</source>
        <translation>加速播放</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="121"/>
        <source>Loop</source>
        <translation>循环</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="125"/>
        <source>Begin the range here</source>
        <translation>在此设置入点</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="129"/>
        <source>End the range here</source>
        <translation>在此设置出点</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="133"/>
        <source>Set or remove a marker</source>
        <translation>设置或移除标记</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="137"/>
        <source>To the key before</source>
        <translation>到上一个关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="141"/>
        <source>To the next key</source>
        <translation>到下一个关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="67"/>
        <source>Fit the picture</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="70"/>
        <source>One pixel for one pixel</source>
        <translation>实际像素</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="74"/>
        <source>Compare with the photograph</source>
        <translation>与照片对比</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="78"/>
        <source>Mesh</source>
        <translation>网格</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="82"/>
        <source>The photograph beside it</source>
        <translation>并排显示照片</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="87"/>
        <source>Landmarks</source>
        <translation>特征点</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="91"/>
        <source>Choose a face</source>
        <translation>选择面部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="95"/>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="181"/>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="185"/>
        <source>The stage alone</source>
        <translation>仅显示舞台</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="145"/>
        <source>All of the timeline</source>
        <translation>显示整条时间线</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="79"/>
        <source>Open the demo</source>
        <translation>打开演示</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="189"/>
        <source>About Galatea Studio</source>
        <translation>关于 Galatea Studio</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="75"/>
        <source>Open a performance…</source>
        <translation>打开表演…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="79"/>
        <source>Performance from the face in a video…</source>
        <translation>从视频面部获取表演…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/preferences.py" line="37"/>
        <source>Preferences…</source>
        <translation>首选项…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/preferences.py" line="41"/>
        <source>Keys…</source>
        <translation>快捷键…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/preferences.py" line="44"/>
        <source>Models and licences…</source>
        <translation>模型与许可…</translation>
    </message>
</context>
<context>
    <name>CostPanel</name>
    <message>
        <location filename="../../studio/ui/widgets/costs.py" line="20"/>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <location filename="../../studio/ui/widgets/costs.py" line="21"/>
        <source>What the last frames took to draw; the line is the time that a frame has</source>
        <translation>最近各帧的绘制耗时；横线为每帧可用时间</translation>
    </message>
    <message>
        <location filename="../../studio/ui/widgets/costs.py" line="36"/>
        <source>{0:.0f} ms</source>
        <translation>{0:.0f} ms</translation>
    </message>
    <message>
        <location filename="../../studio/ui/widgets/costs.py" line="38"/>
        <source>{0} dropped</source>
        <translation>丢 {0} 帧</translation>
    </message>
</context>
<context>
    <name>CurveController</name>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="122"/>
        <source>Copy keys</source>
        <translation>复制关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="122"/>
        <location filename="../../studio/ui/controllers/curves.py" line="128"/>
        <source>Move keys</source>
        <translation>移动关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="133"/>
        <source>Bend the curve</source>
        <translation>弯曲曲线</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="136"/>
        <source>Set key</source>
        <translation>设置关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="141"/>
        <source>Shape keys</source>
        <translation>更改关键帧类型</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="144"/>
        <source>Remove keys</source>
        <translation>移除关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="157"/>
        <source>Paste keys</source>
        <translation>粘贴关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="162"/>
        <source>Weigh a layer</source>
        <translation>调整图层权重</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="165"/>
        <source>Mute a layer</source>
        <translation>图层静音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="165"/>
        <source>Solo a layer</source>
        <translation>图层独奏</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="175"/>
        <source>Move the end of a {0}</source>
        <translation>移动{0}边界</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="182"/>
        <source>Say {0} instead</source>
        <translation>改为音素 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="185"/>
        <source>word</source>
        <translation>词</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="185"/>
        <source>phoneme</source>
        <translation>音素</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="198"/>
        <source>Moving the face</source>
        <translation>正在驱动面部</translation>
    </message>
</context>
<context>
    <name>DocumentController</name>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="49"/>
        <source>Open again</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="100"/>
        <source>All that can be opened ({0})</source>
        <translation>所有可打开的文件（{0}）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="101"/>
        <source>Pictures ({0})</source>
        <translation>图片（{0}）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="102"/>
        <source>Videos ({0})</source>
        <translation>视频（{0}）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="103"/>
        <location filename="../../studio/ui/controllers/document.py" line="240"/>
        <source>Projects ({0})</source>
        <translation>项目（{0}）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="106"/>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="136"/>
        <source>{0} was made by a newer studio.</source>
        <translation>{0} 由更新版本的 Studio 创建。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="137"/>
        <source>What this one understands is shown. It can be exported, but not saved.</source>
        <translation>仅显示当前版本支持的内容。可以导出，但不能保存。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="147"/>
        <source>Open {0}</source>
        <translation>打开 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="200"/>
        <source>{0} is not where it was.</source>
        <translation>{0} 已不在原位置。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="201"/>
        <source>Show where it is now: the file itself, or a folder to look in.</source>
        <translation>请指出它现在的位置：文件本身，或要查找的文件夹。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="202"/>
        <source>Choose the file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="203"/>
        <source>Look in a folder…</source>
        <translation>在文件夹中查找…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="204"/>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="214"/>
        <source>{0} is not in that folder.</source>
        <translation>该文件夹中没有 {0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="225"/>
        <source>Find {0}</source>
        <translation>查找 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="241"/>
        <source>Save the project</source>
        <translation>保存项目</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="261"/>
        <source>The project has changes that are not saved.</source>
        <translation>项目有未保存的更改。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="262"/>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="263"/>
        <source>Don&apos;t save</source>
        <translation>不保存</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="264"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ExportController</name>
    <message>
        <location filename="../../studio/ui/controllers/export.py" line="75"/>
        <source>Exporting {0}</source>
        <translation>正在导出 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/export.py" line="82"/>
        <source>{0} is written</source>
        <translation>已写入 {0}</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="78"/>
        <location filename="../../studio/ui/dialogs/export.py" line="204"/>
        <location filename="../../studio/ui/dialogs/export.py" line="368"/>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="143"/>
        <source>What to export</source>
        <translation>导出内容</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="145"/>
        <source>Video for the web (H.264, AAC)</source>
        <translation>网络视频（H.264、AAC）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="146"/>
        <source>Video for editing (ProRes 4444, alpha)</source>
        <translation>剪辑用视频（ProRes 4444、Alpha）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="147"/>
        <source>Video with alpha for the web (VP9)</source>
        <translation>带 Alpha 的网络视频（VP9）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="148"/>
        <source>Animated GIF</source>
        <translation>GIF 动画</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="149"/>
        <source>Pictures (PNG), in a folder</source>
        <translation>图片序列（PNG，存入文件夹）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="150"/>
        <source>This frame (PNG)</source>
        <translation>当前帧（PNG）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="151"/>
        <source>Curves in OpenFace&apos;s columns (CSV)</source>
        <translation>曲线，OpenFace 列格式（CSV）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="152"/>
        <source>Curves (JSON)</source>
        <translation>曲线（JSON）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="156"/>
        <source>File or folder to write</source>
        <translation>输出文件或文件夹</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="158"/>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="161"/>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="166"/>
        <source> px wide</source>
        <translation> px 宽</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="167"/>
        <source>Width in pixels</source>
        <translation>宽度（像素）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="168"/>
        <source>Range</source>
        <translation>范围</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="170"/>
        <source>The project&apos;s range ({0})</source>
        <translation>项目范围（{0}）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="172"/>
        <source>All there is ({0})</source>
        <translation>全部（{0}）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="173"/>
        <source>From … to …</source>
        <translation>从 … 到 …</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="174"/>
        <source>From, in seconds</source>
        <translation>起始（秒）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="175"/>
        <source>To, in seconds</source>
        <translation>结束（秒）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="191"/>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="203"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="220"/>
        <location filename="../../studio/ui/dialogs/export.py" line="293"/>
        <source>First frame</source>
        <translation>首帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="242"/>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="248"/>
        <source>&amp;What</source>
        <translation>内容(&amp;W)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="249"/>
        <source>W&amp;here</source>
        <translation>位置(&amp;H)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="250"/>
        <source>&amp;Size</source>
        <translation>尺寸(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="251"/>
        <source>&amp;Range</source>
        <translation>范围(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="252"/>
        <source>&amp;From</source>
        <translation>从(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="272"/>
        <source>Full</source>
        <translation>原尺寸</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="272"/>
        <source>Half</source>
        <translation>一半</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="278"/>
        <source>Usual for a GIF ({0} × {1})</source>
        <translation>GIF 常用 ({0} × {1})</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="283"/>
        <source>Another width</source>
        <translation>自定宽度</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="293"/>
        <source>This frame</source>
        <translation>当前帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="314"/>
        <source>{0} × {1} pixels</source>
        <translation>{0} × {1} 像素</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="317"/>
        <source>1 frame</source>
        <translation>1 帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="317"/>
        <source>{0} frames</source>
        <translation>{0} 帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="318"/>
        <source>{0} s at {1} frames a second</source>
        <translation>{0} s（{1} 帧/秒）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="325"/>
        <source>About {0}</source>
        <translation>约 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="328"/>
        <source>{0}, made in about {1}</source>
        <translation>{0}，用时约 {1}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="331"/>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="331"/>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="338"/>
        <source>{0} s</source>
        <translation>{0} s</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="340"/>
        <source>{0} min</source>
        <translation>{0} min</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="341"/>
        <source>{0} h</source>
        <translation>{0} h</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="350"/>
        <source>Give the file a name.</source>
        <translation>请输入文件名。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="352"/>
        <source>There is no folder {0}.</source>
        <translation>文件夹 {0} 不存在。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="354"/>
        <source>There is a file of that name.</source>
        <translation>已有同名文件。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="356"/>
        <source>The name must end in {0}.</source>
        <translation>文件名须以 {0} 结尾。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="356"/>
        <source> or </source>
        <translation> 或 </translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="361"/>
        <source>There is a folder of that name; the pictures in it will be replaced.</source>
        <translation>已有同名文件夹，其中的图片将被替换。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="363"/>
        <source>There is a file of that name; it will be replaced.</source>
        <translation>已有同名文件，将被替换。</translation>
    </message>
</context>
<context>
    <name>FaceController</name>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="112"/>
        <source>A video keeps its own expression.</source>
        <translation>视频保留自身的表情。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="123"/>
        <source>{0} % left</source>
        <translation>保留 {0} %</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="175"/>
        <source>Gaze</source>
        <translation>注视</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="184"/>
        <source>Copied: {0}</source>
        <translation>已复制：{0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="184"/>
        <source>nothing, the face is at rest</source>
        <translation>无，面部处于静止状态</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="192"/>
        <source>There is no text on the clipboard.</source>
        <translation>剪贴板中没有文字。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="192"/>
        <source>Copy units first.</source>
        <translation>请先复制单元。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="199"/>
        <source>Paste units</source>
        <translation>粘贴单元</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="205"/>
        <location filename="../../studio/ui/controllers/face.py" line="209"/>
        <location filename="../../studio/ui/controllers/face.py" line="215"/>
        <source>Neutralise</source>
        <translation>恢复中性</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="213"/>
        <location filename="../../studio/ui/controllers/face.py" line="225"/>
        <source>As photographed</source>
        <translation>照片原样</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="219"/>
        <source>Neutral</source>
        <translation>中性</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="241"/>
        <source>Remove key</source>
        <translation>移除关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="244"/>
        <source>Set key</source>
        <translation>设置关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="251"/>
        <source>Set keys</source>
        <translation>设置关键帧</translation>
    </message>
</context>
<context>
    <name>GazePad</name>
    <message>
        <location filename="../../studio/ui/widgets/pad.py" line="28"/>
        <source>Gaze</source>
        <translation>注视</translation>
    </message>
    <message>
        <location filename="../../studio/ui/widgets/pad.py" line="29"/>
        <source>Drag to where the eyes look; double click looks ahead</source>
        <translation>拖到眼睛要看的方向；双击看正前方</translation>
    </message>
</context>
<context>
    <name>GazePanel</name>
    <message>
        <location filename="../../studio/ui/inspector/gaze.py" line="28"/>
        <source>Key of the gaze</source>
        <translation>注视的关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/gaze.py" line="38"/>
        <source>Across</source>
        <translation>水平</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/gaze.py" line="38"/>
        <source>Upwards</source>
        <translation>垂直</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/gaze.py" line="40"/>
        <source>Gaze: {0}</source>
        <translation>注视：{0}</translation>
    </message>
</context>
<context>
    <name>GraphEditor</name>
    <message>
        <location filename="../../studio/ui/timeline/graph.py" line="85"/>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/graph.py" line="89"/>
        <location filename="../../studio/ui/timeline/graph.py" line="100"/>
        <source>Curve editor</source>
        <translation>曲线编辑器</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/graph.py" line="456"/>
        <source>Show all values</source>
        <translation>显示全部数值</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="90"/>
        <source>Brows</source>
        <translation>眉</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="90"/>
        <source>Eyes</source>
        <translation>眼</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="90"/>
        <source>Cheeks</source>
        <translation>脸颊</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="91"/>
        <source>Nose</source>
        <translation>鼻</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="91"/>
        <source>Mouth</source>
        <translation>嘴</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="91"/>
        <source>Jaw</source>
        <translation>下颌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="92"/>
        <source>Tongue</source>
        <translation>舌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="93"/>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="206"/>
        <source>{0} moved</source>
        <translation>{0} 项已改</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="208"/>
        <source>beyond what holds up</source>
        <translation>超出可靠范围</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="237"/>
        <source>beyond {0}</source>
        <translation>超出 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="275"/>
        <source>Nothing is called that.</source>
        <translation>没有匹配的单元。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="275"/>
        <source>Nothing is moved.</source>
        <translation>没有已改动的单元。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="311"/>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="313"/>
        <source>Remove key</source>
        <translation>移除关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="313"/>
        <source>Set key</source>
        <translation>设置关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="316"/>
        <source>Mirror to the other side</source>
        <translation>镜像到另一侧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="318"/>
        <source>Copy value</source>
        <translation>复制数值</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="321"/>
        <source>Copy all as units</source>
        <translation>全部复制为单元</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="322"/>
        <source>Paste units</source>
        <translation>粘贴单元</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="325"/>
        <source>What does this move?</source>
        <translation>显示影响区域</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="384"/>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="385"/>
        <source>Search units</source>
        <translation>搜索单元</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="389"/>
        <source>L=R</source>
        <translation>左=右</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="389"/>
        <location filename="../../studio/ui/inspector/inspector.py" line="444"/>
        <source>Move left and right together</source>
        <translation>左右联动</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="392"/>
        <source>Moved</source>
        <translation>已改</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="392"/>
        <source>Show only what is moved</source>
        <translation>只显示已改动的单元</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="409"/>
        <source>Near</source>
        <translation>拉近</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="414"/>
        <source>{0}: more than {1} is beyond what holds up</source>
        <translation>{0}：超过 {1} 即超出可靠范围</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="446"/>
        <source>These units move both sides at once</source>
        <translation>这些单元左右同动</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="92"/>
        <source>Head</source>
        <translation>头部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="408"/>
        <source>Yaw</source>
        <translation>侧偏</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="408"/>
        <source>Pitch</source>
        <translation>俯仰</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="408"/>
        <source>Roll</source>
        <translation>翻滚</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="409"/>
        <source>Right</source>
        <translation>右移</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="409"/>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="92"/>
        <source>Gaze</source>
        <translation>注视</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="93"/>
        <source>Neutralise</source>
        <translation>恢复中性</translation>
    </message>
</context>
<context>
    <name>KeyDiamond</name>
    <message>
        <location filename="../../studio/ui/widgets/row.py" line="31"/>
        <source>Set or remove a key here</source>
        <translation>在此设置或移除关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/widgets/row.py" line="32"/>
        <source>Key</source>
        <translation>关键帧</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="29"/>
        <source>Smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="29"/>
        <source>Straight</source>
        <translation>线性</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="29"/>
        <source>Stepped</source>
        <translation>阶跃</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="31"/>
        <source>Handles: automatic</source>
        <translation>手柄：自动</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="32"/>
        <source>Handles: straight to the neighbours</source>
        <translation>手柄：矢量</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="33"/>
        <source>Handles: aligned</source>
        <translation>手柄：对齐</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="34"/>
        <source>Handles: free</source>
        <translation>手柄：自由</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="42"/>
        <source>Copy keys</source>
        <translation>复制关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="43"/>
        <source>Remove keys</source>
        <translation>移除关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="46"/>
        <source>Paste keys at the playhead</source>
        <translation>在播放头处粘贴关键帧</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="119"/>
        <source>Search commands and keys</source>
        <translation>搜索命令和快捷键</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="122"/>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="122"/>
        <source>Key</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="129"/>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="136"/>
        <location filename="../../studio/ui/dialogs/preferences.py" line="145"/>
        <source>New key</source>
        <translation>新快捷键</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="140"/>
        <source>No key</source>
        <translation>清除</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="141"/>
        <source>As it came</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="142"/>
        <source>All as they came</source>
        <translation>全部恢复默认</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="198"/>
        <source>“{0}” has no key any more.</source>
        <translation>“{0}”不再有快捷键。</translation>
    </message>
</context>
<context>
    <name>Launch</name>
    <message>
        <location filename="../../studio/ui/launch.py" line="96"/>
        <source>a project without a name</source>
        <translation>未命名的项目</translation>
    </message>
    <message>
        <location filename="../../studio/ui/launch.py" line="97"/>
        <source>The studio ended unexpectedly while {0} was open.</source>
        <translation>打开 {0} 时程序意外结束。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/launch.py" line="98"/>
        <source>Go on with it</source>
        <translation>继续编辑</translation>
    </message>
    <message>
        <location filename="../../studio/ui/launch.py" line="99"/>
        <source>Throw it away</source>
        <translation>丢弃</translation>
    </message>
</context>
<context>
    <name>LayerHead</name>
    <message>
        <location filename="../../studio/ui/timeline/heads.py" line="32"/>
        <source>Show its curves</source>
        <translation>显示其曲线</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/heads.py" line="37"/>
        <source>How much of it counts</source>
        <translation>权重</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/heads.py" line="41"/>
        <source>Mute: it does nothing</source>
        <translation>静音：此图层不起作用</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/heads.py" line="42"/>
        <source>Solo: only it does anything</source>
        <translation>独奏：只有此图层起作用</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/heads.py" line="63"/>
        <source>Weight of {0}</source>
        <translation>{0}的权重</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <location filename="../../studio/ui/library/library.py" line="79"/>
        <source>Library</source>
        <translation>素材库</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="89"/>
        <source>Click: open it</source>
        <translation>单击：打开</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="90"/>
        <source>Double click: the portrait moves so</source>
        <translation>双击：肖像照此动作</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="91"/>
        <source>Click: play it. Double click: the portrait speaks it</source>
        <translation>单击：播放。双击：肖像说出</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="93"/>
        <source>Sources</source>
        <translation>素材源</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="93"/>
        <source>Portraits and videos that were opened last.</source>
        <translation>最近打开的肖像和视频。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="96"/>
        <source>Performances</source>
        <translation>表演</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="97"/>
        <source>How a face moved, from a file or a video.</source>
        <translation>来自文件或视频的面部动作。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="98"/>
        <location filename="../../studio/ui/library/library.py" line="105"/>
        <source>Open a file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="99"/>
        <source>From a video…</source>
        <translation>从视频…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="103"/>
        <source>Sounds</source>
        <translation>声音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="104"/>
        <source>What is spoken, recorded or opened stays here.</source>
        <translation>说过、录过或打开过的声音都在这里。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="222"/>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="224"/>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="224"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="227"/>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="230"/>
        <source>Use with the typed words</source>
        <translation>配合输入的文字使用</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="234"/>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="236"/>
        <source>Save as a sound file…</source>
        <translation>存为声音文件…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="237"/>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>LibraryController</name>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="167"/>
        <source>Sounds ({0})</source>
        <translation>声音（{0}）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="168"/>
        <source>Save as a sound file</source>
        <translation>存为声音文件</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="180"/>
        <source>Saving {0}</source>
        <translation>正在保存 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="182"/>
        <source>{0} is written.</source>
        <translation>已写入 {0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="190"/>
        <source>Performances ({0})</source>
        <translation>表演（{0}）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="191"/>
        <source>Open a performance</source>
        <translation>打开表演</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="203"/>
        <source>{0} is open, without what no unit stands for: {1}.</source>
        <translation>已打开 {0}，其中无对应单元的部分未载入：{1}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="206"/>
        <source>Opening {0}</source>
        <translation>正在打开 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="212"/>
        <source>Videos ({0})</source>
        <translation>视频（{0}）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="213"/>
        <source>Performance from the face in a video</source>
        <translation>从视频面部获取表演</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="218"/>
        <source>Following the face in {0}</source>
        <translation>正在跟踪 {0} 中的面部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="233"/>
        <source>There is no motion in {0}.</source>
        <translation>{0} 中没有动作。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="237"/>
        <location filename="../../studio/ui/controllers/library.py" line="253"/>
        <source>Move as {0}</source>
        <translation>套用 {0} 的动作</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="263"/>
        <source>Rename {0}</source>
        <translation>重命名为 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="268"/>
        <source>Remove {0}</source>
        <translation>移除 {0}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <location filename="../../studio/ui/main_window.py" line="89"/>
        <source>Drop a portrait or a video here</source>
        <translation>把肖像或视频拖到这里</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="103"/>
        <location filename="../../studio/ui/main_window.py" line="106"/>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="104"/>
        <location filename="../../studio/ui/main_window.py" line="196"/>
        <source>Face</source>
        <translation>面部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="108"/>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="110"/>
        <source>Library</source>
        <translation>素材库</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="125"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="197"/>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="196"/>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="196"/>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="197"/>
        <source>Speech</source>
        <translation>语音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="197"/>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="198"/>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="296"/>
        <source>full</source>
        <translation>完整</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="296"/>
        <source>draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="305"/>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="388"/>
        <source>A portrait, moved by named facial action units, text or sound.

MIT licence. Models keep their own licences: galatea models list.</source>
        <translation>以命名的面部动作单元、文字或声音驱动肖像。

MIT 许可。各模型保留自己的许可：galatea models list。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="341"/>
        <source>Something went wrong that should not.</source>
        <translation>出现了不应有的错误。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="236"/>
        <source>playing</source>
        <translation>播放中</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="342"/>
        <source>Your work is safe. Copy the details and send them to the studio&apos;s makers.</source>
        <translation>您的工作没有丢失。请复制详细信息并发给开发者。</translation>
    </message>
</context>
<context>
    <name>Meter</name>
    <message>
        <location filename="../../studio/ui/speech/meter.py" line="34"/>
        <source>Level of the microphone</source>
        <translation>麦克风电平</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/meter.py" line="61"/>
        <source>{0:.0f} dB</source>
        <translation>{0:.0f} dB</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/meter.py" line="62"/>
        <source>{0}, too loud at some time</source>
        <translation>{0}，曾过载</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <location filename="../../studio/ui/dialogs/models.py" line="52"/>
        <source>Models and licences</source>
        <translation>模型与许可</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/models.py" line="56"/>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/models.py" line="58"/>
        <source>Libraries</source>
        <translation>程序库</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/models.py" line="61"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/models.py" line="72"/>
        <location filename="../../studio/ui/dialogs/models.py" line="101"/>
        <source>Installed</source>
        <translation>已安装</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/models.py" line="101"/>
        <source>Install</source>
        <translation>安装</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/models.py" line="104"/>
        <source>Install {0}</source>
        <translation>安装 {0}</translation>
    </message>
</context>
<context>
    <name>NeutralPanel</name>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="49"/>
        <source>How much of the photographed expression is left: 0 is neutral</source>
        <translation>照片中的表情保留多少：0 为中性</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="52"/>
        <source>Brows</source>
        <translation>眉</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="52"/>
        <source>Eyes</source>
        <translation>眼</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="52"/>
        <source>Cheeks</source>
        <translation>脸颊</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="53"/>
        <source>Nose</source>
        <translation>鼻</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="53"/>
        <source>Mouth and jaw</source>
        <translation>嘴与下颌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="59"/>
        <source>Expression left</source>
        <translation>保留的表情</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="79"/>
        <source>No expression was photographed here</source>
        <translation>照片中此处没有表情</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="91"/>
        <source>Measured once something is taken away.</source>
        <translation>减弱表情后开始测量。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="96"/>
        <source>No face is seen any more</source>
        <translation>已检测不到面部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="98"/>
        <source>Strongest unit: {0} {1:.1f} of 5, at most {2}</source>
        <translation>最强单元：{0} {1:.1f}（满分 5），上限 {2}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="102"/>
        <source>Same person: not measured</source>
        <translation>同一人：未测量</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="104"/>
        <source>Same person: {0:.2f}, at least {1}</source>
        <translation>同一人：{0:.2f}，下限 {1}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="107"/>
        <source>Outside the face: not measured</source>
        <translation>面部以外：未测量</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="109"/>
        <source>Outside the face: not one pixel changed</source>
        <translation>面部以外：像素无变化</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="111"/>
        <source>Outside the face: changed by up to {0}</source>
        <translation>面部以外：最大变化 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="123"/>
        <source>passed</source>
        <translation>通过</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="123"/>
        <source>failed</source>
        <translation>未通过</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="123"/>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="150"/>
        <source>Neutralise</source>
        <translation>恢复中性</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="150"/>
        <source>Leave nothing of it; what you set stays</source>
        <translation>完全去除表情；您的设置不变</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="152"/>
        <source>As photographed</source>
        <translation>照片原样</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="152"/>
        <source>Leave all of it; what you set stays</source>
        <translation>完整保留表情；您的设置不变</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <location filename="../../studio/ui/dialogs/palette.py" line="19"/>
        <source>What do you want to do?</source>
        <translation>您想做什么？</translation>
    </message>
</context>
<context>
    <name>PreferencesController</name>
    <message>
        <location filename="../../studio/ui/controllers/preferences.py" line="107"/>
        <source>The studio needs models that are not installed.</source>
        <translation>有所需的模型尚未安装。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/preferences.py" line="109"/>
        <source>{0}: {1:.1f} MB, {2}</source>
        <translation>{0}：{1:.1f} MB，{2}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/preferences.py" line="113"/>
        <source>Install</source>
        <translation>安装</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/preferences.py" line="114"/>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/preferences.py" line="130"/>
        <source>{0} is installed</source>
        <translation>已安装 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/preferences.py" line="134"/>
        <source>Installing {0}</source>
        <translation>正在安装 {0}</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="66"/>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="69"/>
        <source>The system&apos;s own</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="72"/>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="72"/>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="73"/>
        <source>The fastest</source>
        <translation>最快的设备</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="78"/>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="79"/>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="80"/>
        <source>Networks run on</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="81"/>
        <source>Language and device change when the studio starts again.</source>
        <translation>语言和计算设备在下次启动时更改。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="87"/>
        <source>Studio</source>
        <translation>常规</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="88"/>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="90"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="91"/>
        <source>Keep</source>
        <translation>确定</translation>
    </message>
</context>
<context>
    <name>PresetController</name>
    <message>
        <location filename="../../studio/ui/controllers/presets.py" line="40"/>
        <source>As in {0}</source>
        <translation>如 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/presets.py" line="64"/>
        <location filename="../../studio/ui/controllers/presets.py" line="65"/>
        <source>Preset {0}</source>
        <translation>预设 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/presets.py" line="65"/>
        <source>Keep as a preset</source>
        <translation>存为预设</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/presets.py" line="70"/>
        <source>Rename the preset</source>
        <translation>重命名预设</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/presets.py" line="77"/>
        <source>Remove the preset “{0}”?</source>
        <translation>移除预设“{0}”？</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/presets.py" line="78"/>
        <source>It goes from all projects. Faces that it was set on stay.</source>
        <translation>它将从所有项目中移除。已套用它的面部保持不变。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/presets.py" line="79"/>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/presets.py" line="80"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/presets.py" line="86"/>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>PresetPanel</name>
    <message>
        <location filename="../../studio/ui/inspector/presets.py" line="82"/>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/presets.py" line="89"/>
        <source>Nothing kept yet.</source>
        <translation>还没有预设。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/presets.py" line="92"/>
        <source>Keep as a preset…</source>
        <translation>存为预设…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/presets.py" line="93"/>
        <source>Keep what the face does now, for all projects</source>
        <translation>保存当前面部，供所有项目使用</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/presets.py" line="192"/>
        <source>Expressions</source>
        <translation>表情</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/presets.py" line="192"/>
        <source>Mouth shapes</source>
        <translation>口型</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/presets.py" line="192"/>
        <source>Yours</source>
        <translation>我的</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/presets.py" line="227"/>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/presets.py" line="228"/>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
</context>
<context>
    <name>ProblemPanel</name>
    <message>
        <location filename="../../studio/ui/widgets/problem.py" line="19"/>
        <source>Copy details</source>
        <translation>复制详细信息</translation>
    </message>
    <message>
        <location filename="../../studio/ui/widgets/problem.py" line="19"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Row</name>
    <message>
        <location filename="../../studio/ui/widgets/row.py" line="112"/>
        <source>Key of {0}</source>
        <translation>{0} 的关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/widgets/row.py" line="155"/>
        <source>Asked for {0:.1f}, seen {1:.1f}</source>
        <translation>设定 {0:.1f}，实测 {1:.1f}</translation>
    </message>
</context>
<context>
    <name>SpeechBar</name>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="70"/>
        <source>Type what the portrait says, then press Enter.  [AU12=2]smiling[/] moves the face with it</source>
        <translation>输入肖像要说的话，按 Enter 键。  [AU12=2]smiling[/] 让面部随之动作</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="73"/>
        <source>What the portrait says</source>
        <translation>肖像的台词</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="96"/>
        <source>Voice</source>
        <translation>音色</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="96"/>
        <source>Whose voice says the text</source>
        <translation>用谁的声音说出文字</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="97"/>
        <source>Driver</source>
        <translation>驱动</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="97"/>
        <source>What moves the face to the sound</source>
        <translation>用什么让面部随声音动作</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="98"/>
        <source>Speed</source>
        <translation>语速</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="98"/>
        <source>How fast the voice speaks</source>
        <translation>语速</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="113"/>
        <source>Speed: {0} %</source>
        <translation>语速: {0} %</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="116"/>
        <location filename="../../studio/ui/speech/bar.py" line="203"/>
        <source>Speak</source>
        <translation>说话</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="118"/>
        <source>From a file…</source>
        <translation>从文件…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="119"/>
        <location filename="../../studio/ui/speech/bar.py" line="211"/>
        <source>Record</source>
        <translation>录音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="128"/>
        <source>Which microphone, and whether it counts before</source>
        <translation>选择麦克风，以及录前是否倒数</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="129"/>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="193"/>
        <source>{0}: {1} (not installed)</source>
        <translation>{0}: 缺 {1}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="203"/>
        <location filename="../../studio/ui/speech/bar.py" line="211"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="220"/>
        <source>begins in {0}</source>
        <translation>倒数 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="246"/>
        <source>What the system chooses</source>
        <translation>系统默认</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="248"/>
        <source>{0} (not connected)</source>
        <translation>{0}（未连接）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="259"/>
        <source>Count 3, 2, 1 before</source>
        <translation>录前倒数 3、2、1</translation>
    </message>
</context>
<context>
    <name>SpeechController</name>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="118"/>
        <source>Voice {0}</source>
        <translation>音色 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="122"/>
        <source>Driver {0}</source>
        <translation>驱动器 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="126"/>
        <source>Speed {0} %</source>
        <translation>语速 {0} %</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="136"/>
        <source>Speaking</source>
        <translation>正在合成语音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="138"/>
        <source>Speak “{0}”</source>
        <translation>说“{0}”</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="144"/>
        <source>Sounds ({0})</source>
        <translation>声音（{0}）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="145"/>
        <source>Speak from a recording</source>
        <translation>用录音驱动</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="165"/>
        <location filename="../../studio/ui/controllers/speech.py" line="180"/>
        <source>Listening</source>
        <translation>正在分析声音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="167"/>
        <location filename="../../studio/ui/controllers/speech.py" line="182"/>
        <source>Speak from {0}</source>
        <translation>用 {0} 驱动</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="202"/>
        <source>The lips go by ear. Type what is said, and use the sound with it, to be exact.</source>
        <translation>口型由听音得出。要更精确，请输入台词，再配合它使用该声音。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="245"/>
        <source>What was recorded until then is in the library.</source>
        <translation>在此之前的录音已存入素材库。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="246"/>
        <source>Connect it and record again.</source>
        <translation>请重新连接并再次录音。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="247"/>
        <source>The microphone went away.</source>
        <translation>麦克风已断开。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="252"/>
        <source>Record {0}</source>
        <translation>录制 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="254"/>
        <source>Nothing is to be heard in {0}.</source>
        <translation>{0} 中没有声音。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="255"/>
        <source>It is in the library all the same. Is the right microphone chosen, and is it on?</source>
        <translation>它仍已存入素材库。请检查所选麦克风是否正确、是否已打开。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="263"/>
        <location filename="../../studio/ui/controllers/speech.py" line="264"/>
        <source>Take {0}</source>
        <translation>录音 {0}</translation>
    </message>
</context>
<context>
    <name>SpeechText</name>
    <message>
        <location filename="../../studio/ui/speech/text.py" line="115"/>
        <source>Units</source>
        <translation>单元</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/text.py" line="124"/>
        <source>Move the face with these words…</source>
        <translation>让面部随这些词动作…</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <location filename="../../studio/ui/stage/stage.py" line="120"/>
        <source>Stage</source>
        <translation>舞台</translation>
    </message>
</context>
<context>
    <name>StageController</name>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="212"/>
        <source>Choose face {0}</source>
        <translation>选择面部 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="220"/>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="241"/>
        <source>Drag the {0}</source>
        <translation>拖动 {0}</translation>
    </message>
</context>
<context>
    <name>TimeController</name>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="74"/>
        <source>Move the range</source>
        <translation>移动范围</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="77"/>
        <source>Move marker</source>
        <translation>移动标记</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="80"/>
        <source>Name marker</source>
        <translation>命名标记</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="178"/>
        <source>Looking</source>
        <translation>正在读取画面</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="186"/>
        <source>Photograph</source>
        <translation>照片</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="187"/>
        <source>Speech</source>
        <translation>语音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="188"/>
        <source>By hand</source>
        <translation>手动</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="207"/>
        <source>{0} / {1}   {2} fps</source>
        <translation>{0} / {1}   {2} fps</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="211"/>
        <source>   {0} dropped</source>
        <translation>   丢 {0} 帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="243"/>
        <source>Begin the range</source>
        <translation>设置入点</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="249"/>
        <source>End the range</source>
        <translation>设置出点</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="256"/>
        <source>Remove marker</source>
        <translation>移除标记</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="258"/>
        <source>Set marker</source>
        <translation>设置标记</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <location filename="../../studio/ui/timeline/timeline.py" line="107"/>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/timeline.py" line="452"/>
        <source>Words</source>
        <translation>词</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/timeline.py" line="453"/>
        <source>Phonemes</source>
        <translation>音素</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/timeline.py" line="454"/>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/timeline.py" line="457"/>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/timeline.py" line="752"/>
        <source>Marker</source>
        <translation>标记</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/timeline.py" line="752"/>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <location filename="../../studio/ui/transport.py" line="27"/>
        <source>To the start</source>
        <translation>到开头</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="28"/>
        <source>One frame back</source>
        <translation>后退一帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="29"/>
        <location filename="../../studio/ui/transport.py" line="87"/>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="30"/>
        <source>One frame on</source>
        <translation>前进一帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="31"/>
        <source>To the end</source>
        <translation>到结尾</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="32"/>
        <source>Loop</source>
        <translation>循环</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="41"/>
        <source>Set keys with every change</source>
        <translation>自动设置关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="43"/>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="46"/>
        <location filename="../../studio/ui/transport.py" line="47"/>
        <source>One pixel for one pixel</source>
        <translation>实际像素</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="52"/>
        <source>Fit the picture to the stage</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="53"/>
        <source>Compare with the photograph</source>
        <translation>与照片对比</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="54"/>
        <source>The photograph beside it</source>
        <translation>并排显示照片</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="55"/>
        <source>Show the rig&apos;s mesh</source>
        <translation>显示绑定网格</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="56"/>
        <source>Crop what is exported</source>
        <translation>裁剪导出画面</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="57"/>
        <source>Choose a face</source>
        <translation>选择面部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="87"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>Units</name>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="15"/>
        <source>Inner brow raiser</source>
        <translation>内眉上扬</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="16"/>
        <source>Outer brow raiser</source>
        <translation>外眉上扬</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="17"/>
        <source>Brow lowerer</source>
        <translation>眉毛下压</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="18"/>
        <source>Upper lid raiser</source>
        <translation>上睑提升</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="19"/>
        <source>Cheek raiser</source>
        <translation>脸颊提升</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="20"/>
        <source>Lid tightener</source>
        <translation>眼睑收紧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="21"/>
        <source>Lips toward each other</source>
        <translation>双唇靠拢</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="22"/>
        <source>Nose wrinkler</source>
        <translation>皱鼻</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="23"/>
        <source>Upper lip raiser</source>
        <translation>上唇提升</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="24"/>
        <source>Lip corner puller</source>
        <translation>嘴角上扬</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="25"/>
        <source>Dimpler</source>
        <translation>酒窝</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="26"/>
        <source>Lip corner depressor</source>
        <translation>嘴角下压</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="27"/>
        <source>Lower lip depressor</source>
        <translation>下唇下压</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="28"/>
        <source>Chin raiser</source>
        <translation>下巴提升</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="29"/>
        <source>Lip pucker</source>
        <translation>嘟嘴</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="30"/>
        <source>Tongue show</source>
        <translation>伸舌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="31"/>
        <source>Lip stretcher</source>
        <translation>嘴唇拉伸</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="32"/>
        <source>Lip funneler</source>
        <translation>嘴唇外翻</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="33"/>
        <source>Lip tightener</source>
        <translation>嘴唇收紧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="34"/>
        <source>Lip pressor</source>
        <translation>嘴唇紧压</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="35"/>
        <source>Lips part</source>
        <translation>双唇分开</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="36"/>
        <source>Jaw drop</source>
        <translation>下颌下落</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="37"/>
        <source>Lip suck</source>
        <translation>嘴唇内吸</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="38"/>
        <source>Jaw thrust</source>
        <translation>下颌前伸</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="39"/>
        <source>Jaw sideways</source>
        <translation>下颌侧移</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="40"/>
        <source>Cheek puff</source>
        <translation>鼓腮</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="41"/>
        <source>Blink</source>
        <translation>眨眼</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="42"/>
        <source>Eyes turn left</source>
        <translation>眼球左转</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="43"/>
        <source>Eyes turn right</source>
        <translation>眼球右转</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="44"/>
        <source>Eyes up</source>
        <translation>眼球上转</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="45"/>
        <source>Eyes down</source>
        <translation>眼球下转</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="46"/>
        <source>Mouth sideways</source>
        <translation>嘴部侧移</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="48"/>
        <source>corrugator supercilii, depressor supercilii</source>
        <translation>皱眉肌、降眉肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="49"/>
        <source>frontalis, inner part</source>
        <translation>额肌内侧部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="50"/>
        <source>frontalis, outer part</source>
        <translation>额肌外侧部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="51"/>
        <source>buccinator against the breath</source>
        <translation>颊肌（对抗呼气）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="52"/>
        <source>orbicularis oculi, orbital part</source>
        <translation>眼轮匝肌眶部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="53"/>
        <source>orbicularis oculi; levator palpebrae relaxed</source>
        <translation>眼轮匝肌；上睑提肌放松</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="54"/>
        <source>rectus inferior</source>
        <translation>下直肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="55"/>
        <source>rectus medialis</source>
        <translation>内直肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="56"/>
        <source>rectus lateralis</source>
        <translation>外直肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="57"/>
        <source>rectus superior</source>
        <translation>上直肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="58"/>
        <source>orbicularis oculi, palpebral part</source>
        <translation>眼轮匝肌睑部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="59"/>
        <source>levator palpebrae superioris</source>
        <translation>上睑提肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="60"/>
        <source>pterygoideus lateralis</source>
        <translation>翼外肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="61"/>
        <source>pterygoideus lateralis, one side</source>
        <translation>翼外肌（单侧）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="62"/>
        <source>masseter and temporalis relaxed; digastricus</source>
        <translation>咬肌、颞肌放松；二腹肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="63"/>
        <source>orbicularis oris, lips together over an open jaw</source>
        <translation>口轮匝肌（下颌张开时双唇闭合）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="64"/>
        <source>buccinator</source>
        <translation>颊肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="65"/>
        <source>depressor anguli oris</source>
        <translation>降口角肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="66"/>
        <source>orbicularis oris, lips forward and apart</source>
        <translation>口轮匝肌（双唇前伸并分开）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="67"/>
        <source>both lips pulled to one side</source>
        <translation>双唇拉向一侧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="68"/>
        <source>depressor labii inferioris</source>
        <translation>降下唇肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="69"/>
        <source>orbicularis oris, lips pressed</source>
        <translation>口轮匝肌（双唇紧压）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="70"/>
        <source>incisivii labii</source>
        <translation>切牙肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="71"/>
        <source>orbicularis oris, lower lip over the teeth</source>
        <translation>口轮匝肌（下唇包住牙齿）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="72"/>
        <source>orbicularis oris, upper lip over the teeth</source>
        <translation>口轮匝肌（上唇包住牙齿）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="73"/>
        <source>mentalis</source>
        <translation>颏肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="74"/>
        <source>mentalis, the upper lip carried along</source>
        <translation>颏肌（带动上唇）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="75"/>
        <source>zygomaticus major</source>
        <translation>颧大肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="76"/>
        <source>risorius, platysma</source>
        <translation>笑肌、颈阔肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="77"/>
        <source>levator labii superioris</source>
        <translation>提上唇肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="78"/>
        <source>levator labii superioris alaeque nasi</source>
        <translation>提上唇鼻翼肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="79"/>
        <source>genioglossus</source>
        <translation>颏舌肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="80"/>
        <source>levator labii superioris, without the corners</source>
        <translation>提上唇肌（嘴角不动）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="81"/>
        <source>depressor labii, without the corners</source>
        <translation>降下唇肌（嘴角不动）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="83"/>
        <source>Joy</source>
        <translation>喜悦</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="84"/>
        <source>Sadness</source>
        <translation>悲伤</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="85"/>
        <source>Surprise</source>
        <translation>惊讶</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="86"/>
        <source>Fear</source>
        <translation>恐惧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="87"/>
        <source>Anger</source>
        <translation>愤怒</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="88"/>
        <source>Disgust</source>
        <translation>厌恶</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="89"/>
        <source>Contempt</source>
        <translation>轻蔑</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/unit_words.py" line="90"/>
        <source>Thought</source>
        <translation>思考</translation>
    </message>
</context>
</TS>
