<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AheadController</name>
    <message>
        <location filename="../../studio/ui/controllers/ahead.py" line="126"/>
        <source>Drawn up to {0}: there is no room for more. What comes after is drawn as it plays.</source>
        <translation>已绘制到 {0}：没有更多空间了。之后的部分在播放时绘制。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/ahead.py" line="130"/>
        <source>The range is drawn.</source>
        <translation>该范围已绘制完成。</translation>
    </message>
</context>
<context>
    <name>Answers</name>
    <message>
        <location filename="../../studio/ui/widgets/answers.py" line="15"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ChoiceBox</name>
    <message>
        <location filename="../../studio/ui/widgets/choice.py" line="66"/>
        <source>not installed</source>
        <translation>未安装</translation>
    </message>
    <message>
        <location filename="../../studio/ui/widgets/choice.py" line="90"/>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <location filename="../../studio/ui/controllers/choices.py" line="28"/>
        <source>does not work</source>
        <translation>无法使用</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/choices.py" line="30"/>
        <source>not trained</source>
        <translation>未训练</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/choices.py" line="30"/>
        <source>training begun</source>
        <translation>训练刚开始</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <location filename="../../studio/ui/words.py" line="23"/>
        <source>looking is what windows are for</source>
        <translation>用于查看，仅在窗口中可用</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="89"/>
        <source>Copy keys</source>
        <translation>复制关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="93"/>
        <source>Paste keys at the playhead</source>
        <translation>在播放头处粘贴关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="97"/>
        <source>Select all keys</source>
        <translation>全选关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="101"/>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="105"/>
        <source>Curves at full height</source>
        <translation>曲线占满高度</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="90"/>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="91"/>
        <source>every command line begins anew</source>
        <translation>命令行每次都重新开始</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="94"/>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="98"/>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="106"/>
        <source>Unsaved work…</source>
        <translation>未保存的工作…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="87"/>
        <location filename="../../studio/ui/controllers/lines.py" line="107"/>
        <source>a command line keeps nothing open</source>
        <translation>命令行不会保持打开任何内容</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="102"/>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/export.py" line="35"/>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="262"/>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="114"/>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="116"/>
        <location filename="../../studio/ui/controllers/document.py" line="121"/>
        <source>a command line changes no file</source>
        <translation>命令行不修改源文件</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="119"/>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="266"/>
        <source>Find a command…</source>
        <translation>查找命令…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="65"/>
        <source>Reset to neutral</source>
        <translation>重置为中性</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="69"/>
        <source>Reset to the photograph</source>
        <translation>重置为照片</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="71"/>
        <source>that is where every edit begins</source>
        <translation>每次编辑都从这里开始</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="74"/>
        <source>Set keys</source>
        <translation>设置关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="78"/>
        <source>Set keys with every change</source>
        <translation>自动设置关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="82"/>
        <source>Left and right together</source>
        <translation>左右联动</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="84"/>
        <source>a command line names both sides</source>
        <translation>命令行中左右分别指定</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="87"/>
        <source>Keep as a preset…</source>
        <translation>存为预设…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="97"/>
        <source>Type what is said</source>
        <translation>输入台词</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="101"/>
        <source>Speak from a recording…</source>
        <translation>用录音驱动…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="105"/>
        <source>Record</source>
        <translation>录音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="106"/>
        <location filename="../../studio/ui/controllers/speech.py" line="111"/>
        <location filename="../../studio/ui/controllers/to_picture.py" line="95"/>
        <source>record with any program and give the file</source>
        <translation>可用任何程序录音，再提供文件</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="109"/>
        <source>Choose the microphone…</source>
        <translation>选择麦克风…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="114"/>
        <source>Stop speaking</source>
        <translation>停止说话</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="115"/>
        <source>Ctrl+C stops a command line</source>
        <translation>命令行用 Ctrl+C 停止</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="105"/>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="109"/>
        <source>One frame back</source>
        <translation>后退一帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="113"/>
        <source>One frame on</source>
        <translation>前进一帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="117"/>
        <source>To the start</source>
        <translation>到开头</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="121"/>
        <source>To the end</source>
        <translation>到结尾</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="124"/>
        <source>Backwards, faster</source>
        <translation>加速倒放</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="128"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="131"/>
        <source>Forwards, faster</source>
        <translation>加速播放</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="135"/>
        <source>Loop</source>
        <translation>循环</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="139"/>
        <source>Begin the range here</source>
        <translation>在此设置入点</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="143"/>
        <source>End the range here</source>
        <translation>在此设置出点</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="147"/>
        <source>Set or remove a marker</source>
        <translation>设置或移除标记</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="151"/>
        <source>To the key before</source>
        <translation>到上一个关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="155"/>
        <source>To the next key</source>
        <translation>到下一个关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="159"/>
        <source>Go to a time…</source>
        <translation>跳到时间…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="163"/>
        <source>Project settings…</source>
        <translation>项目设置…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="175"/>
        <source>Times in seconds</source>
        <translation>以秒显示时间</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="176"/>
        <source>Times in timecode</source>
        <translation>以时间码显示时间</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="177"/>
        <source>Times in frames</source>
        <translation>以帧显示时间</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="79"/>
        <source>Fit the picture</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="82"/>
        <source>One pixel for one pixel</source>
        <translation>实际像素</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="86"/>
        <source>Frame the face</source>
        <translation>取景：面部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="90"/>
        <source>Frame the eyes</source>
        <translation>取景：眼睛</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="94"/>
        <source>Frame the mouth</source>
        <translation>取景：嘴</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="98"/>
        <source>Compare with the photograph</source>
        <translation>与照片对比</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="102"/>
        <source>Mesh</source>
        <translation>网格</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="106"/>
        <source>The photograph beside it</source>
        <translation>并排显示照片</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="111"/>
        <source>Work and play in full quality</source>
        <translation>以完整质量操作和播放</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="116"/>
        <source>Landmarks</source>
        <translation>特征点</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="120"/>
        <source>Ghost of the key before</source>
        <translation>上一个关键帧的残影</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="124"/>
        <source>Choose a face</source>
        <translation>选择面部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="128"/>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="270"/>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="274"/>
        <source>The stage alone</source>
        <translation>仅显示舞台</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="168"/>
        <source>All of the timeline</source>
        <translation>显示整条时间线</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="110"/>
        <source>Open the demo</source>
        <translation>打开演示</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="278"/>
        <source>About Galatea Studio</source>
        <translation>关于 Galatea Studio</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="82"/>
        <source>Open a performance…</source>
        <translation>打开表演…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="86"/>
        <source>Performance from the face in a video…</source>
        <translation>从视频面部获取表演…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="90"/>
        <source>The performance shows the person of the picture</source>
        <translation>表演中的人就是图片中的人</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/preferences.py" line="36"/>
        <source>Preferences…</source>
        <translation>首选项…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/preferences.py" line="40"/>
        <source>Keys…</source>
        <translation>快捷键…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/preferences.py" line="43"/>
        <source>Models and licences…</source>
        <translation>模型与许可…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/choices.py" line="51"/>
        <source>Renderer…</source>
        <translation>渲染器…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/choices.py" line="55"/>
        <source>Finish: Even out contrast</source>
        <translation>修饰：均衡对比度</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/choices.py" line="56"/>
        <source>Finish: Take out noise</source>
        <translation>修饰：去除噪点</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/choices.py" line="57"/>
        <source>Finish: Sharpen</source>
        <translation>修饰：锐化</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/dub_export.py" line="32"/>
        <source>Export the dubbed film…</source>
        <translation>导出配音影片…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/folders.py" line="45"/>
        <source>Neutralise a folder…</source>
        <translation>批量恢复中性…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/layers.py" line="34"/>
        <source>Add a layer</source>
        <translation>添加图层</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/layers.py" line="37"/>
        <source>Rename the layer…</source>
        <translation>重命名图层…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/layers.py" line="41"/>
        <source>Remove the layer</source>
        <translation>删除图层</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/layers.py" line="45"/>
        <source>Blinks and glances by themselves</source>
        <translation>自动眨眼和眼神</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/layers.py" line="49"/>
        <source>Solo the selected tracks</source>
        <translation>独奏所选轨道</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/layers.py" line="54"/>
        <source>Lock the selected tracks</source>
        <translation>锁定所选轨道</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="73"/>
        <source>Place a recording…</source>
        <translation>放置录音…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="77"/>
        <source>Place what is typed, spoken by the voice</source>
        <translation>放置由音色朗读的文字</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="82"/>
        <source>Place the lines of a cue sheet…</source>
        <translation>放置台词表中的台词…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="86"/>
        <source>Another take of the line…</source>
        <translation>台词的另一条录音…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="90"/>
        <source>Split the line at the playhead</source>
        <translation>在播放头处拆分台词</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="94"/>
        <source>Begin the line at the playhead</source>
        <translation>台词从播放头开始</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="98"/>
        <source>End the line at the playhead</source>
        <translation>台词在播放头结束</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="102"/>
        <source>Type the words of the line…</source>
        <translation>输入台词的文字…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="106"/>
        <source>Remove the line</source>
        <translation>删除台词</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/poses.py" line="41"/>
        <source>Copy the pose</source>
        <translation>复制姿势</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/poses.py" line="45"/>
        <source>Paste the pose</source>
        <translation>粘贴姿势</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/poses.py" line="49"/>
        <source>Paste the pose to the other side</source>
        <translation>将姿势粘贴到另一侧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/poses.py" line="53"/>
        <source>Mirror the pose</source>
        <translation>镜像姿势</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/poses.py" line="57"/>
        <source>Pose between two keys…</source>
        <translation>两个关键帧之间的姿势…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/poses.py" line="64"/>
        <source>Mirror the selected keys</source>
        <translation>镜像所选关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/poses.py" line="68"/>
        <source>Paste keys to the other side</source>
        <translation>将关键帧粘贴到另一侧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/poses.py" line="72"/>
        <source>Scale the selected keys…</source>
        <translation>缩放所选关键帧…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/poses.py" line="76"/>
        <source>Snap to what is near</source>
        <translation>吸附到附近</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/ahead.py" line="54"/>
        <source>Draw the range, then play</source>
        <translation>先绘制范围，再播放</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/phonemes.py" line="47"/>
        <source>Palette of phonemes</source>
        <translation>音素面板</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/to_picture.py" line="98"/>
        <source>Record to picture</source>
        <translation>对画面录音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/to_picture.py" line="102"/>
        <source>How to record to picture…</source>
        <translation>对画面录音的方式…</translation>
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
        <location filename="../../studio/ui/widgets/costs.py" line="39"/>
        <source>{0:.0f} ms</source>
        <translation>{0:.0f} ms</translation>
    </message>
    <message>
        <location filename="../../studio/ui/widgets/costs.py" line="41"/>
        <source>{0} dropped</source>
        <translation>丢 {0} 帧</translation>
    </message>
</context>
<context>
    <name>CurveController</name>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="158"/>
        <source>Copy keys</source>
        <translation>复制关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="158"/>
        <location filename="../../studio/ui/controllers/curves.py" line="164"/>
        <source>Move keys</source>
        <translation>移动关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="169"/>
        <source>Bend the curve</source>
        <translation>弯曲曲线</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="172"/>
        <source>Set key</source>
        <translation>设置关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="177"/>
        <source>Shape keys</source>
        <translation>更改关键帧类型</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="180"/>
        <source>Remove keys</source>
        <translation>移除关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="194"/>
        <source>Paste keys</source>
        <translation>粘贴关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="199"/>
        <source>Weigh a layer</source>
        <translation>调整图层权重</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="202"/>
        <source>Mute a layer</source>
        <translation>图层静音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="202"/>
        <source>Solo a layer</source>
        <translation>图层独奏</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="212"/>
        <source>Move the end of a {0}</source>
        <translation>移动{0}边界</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="219"/>
        <source>Say {0} instead</source>
        <translation>改为音素 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="222"/>
        <source>word</source>
        <translation>词</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="222"/>
        <source>phoneme</source>
        <translation>音素</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/curves.py" line="250"/>
        <source>Moving the face</source>
        <translation>正在驱动面部</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <location filename="../../studio/ui/desk.py" line="292"/>
        <source>Key set at {0}: the face moves there from the keys before and after it.</source>
        <translation>已在 {0} 设置关键帧：面部从前后的关键帧移动到此处。</translation>
    </message>
</context>
<context>
    <name>DocumentController</name>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="67"/>
        <source>Open again</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="131"/>
        <source>All that can be opened ({0})</source>
        <translation>所有可打开的文件（{0}）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="132"/>
        <source>Pictures ({0})</source>
        <translation>图片（{0}）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="133"/>
        <source>Videos ({0})</source>
        <translation>视频（{0}）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="134"/>
        <location filename="../../studio/ui/controllers/document.py" line="438"/>
        <source>Projects ({0})</source>
        <translation>项目（{0}）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="137"/>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="169"/>
        <source>{0} was made by a newer studio.</source>
        <translation>{0} 由更新版本的 Studio 创建。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="170"/>
        <source>What this one understands is shown. It can be exported, but not saved.</source>
        <translation>仅显示当前版本支持的内容。可以导出，但不能保存。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="177"/>
        <source>{0} is open in another window, too.</source>
        <translation>{0} 也在另一个窗口中打开着。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="178"/>
        <source>Work in one of them only: what one saves, the other doesn’t see.</source>
        <translation>请只在其中一个窗口中工作：一个窗口保存的内容，另一个看不到。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="189"/>
        <source>Open {0}</source>
        <translation>打开 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="235"/>
        <source>The portrait is being prepared.</source>
        <translation>正在准备肖像。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="239"/>
        <source>Preparing the portrait was stopped: undo and redo what was done last.</source>
        <translation>肖像的准备已被停止：请撤销并重做上一步操作。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="359"/>
        <location filename="../../studio/ui/controllers/document.py" line="376"/>
        <source>{0} is not where it was.</source>
        <translation>{0} 已不在原位置。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="361"/>
        <source>What is open goes on. Put the file back before you export or open the project again.</source>
        <translation>已打开的内容继续可用。请在导出或再次打开项目之前把文件放回去。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="377"/>
        <source>Show where it is now: the file itself, or a folder to look in.</source>
        <translation>请指出它现在的位置：文件本身，或要查找的文件夹。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="378"/>
        <source>Choose the file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="379"/>
        <source>Look in a folder…</source>
        <translation>在文件夹中查找…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="380"/>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="390"/>
        <source>{0} is not in that folder.</source>
        <translation>该文件夹中没有 {0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="401"/>
        <source>Find {0}</source>
        <translation>查找 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="424"/>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="425"/>
        <location filename="../../studio/ui/controllers/document.py" line="458"/>
        <source>Replace it</source>
        <translation>替换</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="439"/>
        <source>Save the project</source>
        <translation>保存项目</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="457"/>
        <source>{0} is there already.</source>
        <translation>{0} 已经存在。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="474"/>
        <source>The project has changes that are not saved.</source>
        <translation>项目有未保存的更改。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="475"/>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="476"/>
        <source>Don&apos;t save</source>
        <translation>不保存</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="516"/>
        <source>There is no unsaved work.</source>
        <translation>没有未保存的工作。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/document.py" line="426"/>
        <location filename="../../studio/ui/controllers/document.py" line="459"/>
        <location filename="../../studio/ui/controllers/document.py" line="477"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>DriversDialog</name>
    <message>
        <location filename="../../studio/ui/dialogs/drivers.py" line="21"/>
        <source>Several drivers</source>
        <translation>多个驱动器</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/drivers.py" line="24"/>
        <source>Mouth</source>
        <translation>嘴部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/drivers.py" line="24"/>
        <source>Face and gaze</source>
        <translation>面部与注视</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/drivers.py" line="24"/>
        <source>Head</source>
        <translation>头部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/drivers.py" line="38"/>
        <source>Choose</source>
        <translation>选用</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/drivers.py" line="67"/>
        <source>“{0}” moves that instead.</source>
        <translation>这些由“{0}”代为驱动。</translation>
    </message>
</context>
<context>
    <name>DubExportController</name>
    <message>
        <location filename="../../studio/ui/controllers/dub_export.py" line="45"/>
        <source>Only a video can be dubbed: open one first.</source>
        <translation>只有视频可以配音：请先打开一个视频。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/dub_export.py" line="47"/>
        <source>No line is placed yet: place a recording first.</source>
        <translation>还没有台词：请先放置录音。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/dub_export.py" line="61"/>
        <source>{0} dubbed</source>
        <translation>{0} 配音版</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/dub_export.py" line="63"/>
        <source>Films ({0})</source>
        <translation>影片 ({0})</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/dub_export.py" line="64"/>
        <source>Export the dubbed film</source>
        <translation>导出配音影片</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/dub_export.py" line="79"/>
        <source>Dubbing {0}</source>
        <translation>正在为 {0} 配音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/dub_export.py" line="88"/>
        <source>{0} frames show no whole face and stay as they are.</source>
        <translation>{0} 帧没有完整的面部，保持原样。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/dub_export.py" line="90"/>
        <source>What was set by hand is not in it: Export… writes the film with that.</source>
        <translation>手动设置的内容不在其中：用“导出…”可写出包含它的影片。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/dub_export.py" line="91"/>
        <source>{0} is written: {1} frames, {2} of them changed, {3} encoded anew.</source>
        <translation>{0} 已写出：共 {1} 帧，其中 {2} 帧有改动，{3} 帧重新编码。</translation>
    </message>
</context>
<context>
    <name>DubbedDialog</name>
    <message>
        <location filename="../../studio/ui/dialogs/dubbed.py" line="45"/>
        <source>Dubbed film</source>
        <translation>配音影片</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/dubbed.py" line="54"/>
        <source>Old mouth: how much of the actor’s own mouth shows; the film itself has 1, and what chance alone gives stands beside it. Follows: how closely the lips keep to the line; 1 is exactly.</source>
        <translation>原嘴形：演员自己的嘴形还露出多少；影片本身为 1，旁边是纯偶然的数值。跟随：嘴唇与台词的吻合程度；1 为完全吻合。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/dubbed.py" line="64"/>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/dubbed.py" line="66"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/dubbed.py" line="77"/>
        <source>Line</source>
        <translation>台词</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/dubbed.py" line="77"/>
        <source>From – to</source>
        <translation>起 – 止</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/dubbed.py" line="77"/>
        <source>Old mouth</source>
        <translation>原嘴形</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/dubbed.py" line="77"/>
        <source>Follows</source>
        <translation>跟随</translation>
    </message>
</context>
<context>
    <name>EmptyStage</name>
    <message>
        <location filename="../../studio/ui/stage/empty.py" line="16"/>
        <source>Drop a portrait or a video here</source>
        <translation>把肖像或视频拖到这里</translation>
    </message>
    <message>
        <location filename="../../studio/ui/stage/empty.py" line="18"/>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/stage/empty.py" line="18"/>
        <source>Try the demo</source>
        <translation>试用演示</translation>
    </message>
</context>
<context>
    <name>ExportController</name>
    <message>
        <location filename="../../studio/ui/controllers/export.py" line="54"/>
        <source>{0} edited</source>
        <translation>{0} 已编辑</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/export.py" line="80"/>
        <source>Exporting {0}</source>
        <translation>正在导出 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/export.py" line="87"/>
        <source>{0} is written</source>
        <translation>已写入 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/export.py" line="89"/>
        <source>{0}.</source>
        <translation>{0}。</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="86"/>
        <location filename="../../studio/ui/dialogs/export.py" line="226"/>
        <location filename="../../studio/ui/dialogs/export.py" line="426"/>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="159"/>
        <source>What to export</source>
        <translation>导出内容</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="161"/>
        <source>Video for the web (H.264, AAC)</source>
        <translation>网络视频（H.264、AAC）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="162"/>
        <source>Video for editing (ProRes 4444, alpha)</source>
        <translation>剪辑用视频（ProRes 4444、Alpha）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="163"/>
        <source>Video with alpha for the web (VP9)</source>
        <translation>带 Alpha 的网络视频（VP9）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="164"/>
        <source>Animated GIF</source>
        <translation>GIF 动画</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="165"/>
        <source>Pictures (PNG), in a folder</source>
        <translation>图片序列（PNG，存入文件夹）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="166"/>
        <source>Pictures (JPEG), in a folder</source>
        <translation>图片（JPEG），存入文件夹</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="167"/>
        <source>Pictures (TIFF), in a folder</source>
        <translation>图片（TIFF），存入文件夹</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="168"/>
        <source>This frame (PNG, JPEG, TIFF, WebP)</source>
        <translation>此帧（PNG、JPEG、TIFF、WebP）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="169"/>
        <source>Curves in OpenFace&apos;s columns (CSV)</source>
        <translation>曲线，OpenFace 列格式（CSV）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="170"/>
        <source>Curves (JSON)</source>
        <translation>曲线（JSON）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="174"/>
        <source>File or folder to write</source>
        <translation>输出文件或文件夹</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="176"/>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="179"/>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="184"/>
        <source> px wide</source>
        <translation> px 宽</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="185"/>
        <source>Width in pixels</source>
        <translation>宽度（像素）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="186"/>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="187"/>
        <source>Frames a second</source>
        <translation>每秒帧数</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="189"/>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="191"/>
        <source>Range</source>
        <translation>范围</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="195"/>
        <source>All there is ({0})</source>
        <translation>全部（{0}）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="196"/>
        <source>From … to …</source>
        <translation>从 … 到 …</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="197"/>
        <source>From, in seconds</source>
        <translation>起始（秒）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="198"/>
        <source>To, in seconds</source>
        <translation>结束（秒）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="214"/>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="236"/>
        <location filename="../../studio/ui/dialogs/export.py" line="349"/>
        <source>First frame</source>
        <translation>首帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="258"/>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="266"/>
        <source>For&amp;mat</source>
        <translation>格式(&amp;M)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="299"/>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="311"/>
        <source>The project’s ({0} frames a second)</source>
        <translation>项目的帧率（每秒 {0} 帧）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="317"/>
        <source>The project’s sound</source>
        <translation>项目的声音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="267"/>
        <source>W&amp;here</source>
        <translation>位置(&amp;H)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="193"/>
        <source>The project’s range ({0})</source>
        <translation>项目的范围（{0}）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="268"/>
        <source>&amp;Size</source>
        <translation>尺寸(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="269"/>
        <source>&amp;Quality</source>
        <translation>质量(&amp;Q)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="270"/>
        <source>R&amp;ate</source>
        <translation>帧率(&amp;A)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="271"/>
        <source>S&amp;ound</source>
        <translation>声音(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="272"/>
        <source>&amp;Range</source>
        <translation>范围(&amp;R)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="273"/>
        <source>&amp;From</source>
        <translation>从(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="296"/>
        <location filename="../../studio/ui/dialogs/export.py" line="324"/>
        <source>Full</source>
        <translation>原尺寸</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="300"/>
        <source>Best, a larger file</source>
        <translation>最佳，文件较大</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="301"/>
        <source>A smaller file</source>
        <translation>文件较小</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="303"/>
        <source>Draft, drawn quickly</source>
        <translation>草稿，快速绘制</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="314"/>
        <source>{0} frames a second</source>
        <translation>每秒 {0} 帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="319"/>
        <source>The video’s original sound</source>
        <translation>视频的原始声音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="320"/>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="324"/>
        <source>Half</source>
        <translation>一半</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="330"/>
        <source>Usual for a GIF ({0} × {1})</source>
        <translation>GIF 常用（{0} × {1}）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="334"/>
        <source>{0} ({1} × {2})</source>
        <translation>{0}（{1} × {2}）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="335"/>
        <source>Another width</source>
        <translation>自定宽度</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="349"/>
        <source>This frame</source>
        <translation>当前帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="370"/>
        <source>{0} × {1} pixels</source>
        <translation>{0} × {1} 像素</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="373"/>
        <source>1 frame</source>
        <translation>1 帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="373"/>
        <source>{0} frames</source>
        <translation>{0} 帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="374"/>
        <source>{0} s at {1} frames a second</source>
        <translation>{0} s（{1} 帧/秒）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="381"/>
        <source>About {0}</source>
        <translation>约 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="384"/>
        <source>{0}, made in about {1}</source>
        <translation>{0}，用时约 {1}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="387"/>
        <source>{0} GB</source>
        <translation>{0} GB</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="387"/>
        <source>{0} MB</source>
        <translation>{0} MB</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="390"/>
        <source>{0} kB</source>
        <translation>{0} kB</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="394"/>
        <source>{0} s</source>
        <translation>{0} s</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="396"/>
        <source>{0} min</source>
        <translation>{0} min</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="397"/>
        <source>{0} h</source>
        <translation>{0} h</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="406"/>
        <source>Give the file a name.</source>
        <translation>请输入文件名。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="408"/>
        <source>There is no folder {0}.</source>
        <translation>文件夹 {0} 不存在。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="410"/>
        <source>There is a file of that name.</source>
        <translation>已有同名文件。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="412"/>
        <source>The name must end in {0}.</source>
        <translation>文件名须以 {0} 结尾。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="412"/>
        <source> or </source>
        <translation> 或 </translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="417"/>
        <source>There is a folder of that name; the pictures in it will be replaced.</source>
        <translation>已有同名文件夹，其中的图片将被替换。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/export.py" line="419"/>
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
        <source>{0} % taken away</source>
        <translation>已去除 {0} %</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="181"/>
        <source>Gaze</source>
        <translation>注视</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="190"/>
        <source>Copied: {0}</source>
        <translation>已复制：{0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="190"/>
        <source>nothing, the face is at rest</source>
        <translation>无，面部处于静止状态</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="198"/>
        <source>There is no text on the clipboard.</source>
        <translation>剪贴板中没有文字。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="198"/>
        <source>Copy units first.</source>
        <translation>请先复制单元。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="203"/>
        <source>Paste units</source>
        <translation>粘贴单元</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="209"/>
        <location filename="../../studio/ui/controllers/face.py" line="213"/>
        <location filename="../../studio/ui/controllers/face.py" line="219"/>
        <source>Neutralise</source>
        <translation>恢复中性</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="217"/>
        <location filename="../../studio/ui/controllers/face.py" line="229"/>
        <source>As photographed</source>
        <translation>照片原样</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="223"/>
        <source>Neutral</source>
        <translation>中性</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="245"/>
        <source>Remove key</source>
        <translation>移除关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="248"/>
        <source>Set key</source>
        <translation>设置关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/face.py" line="255"/>
        <source>Set keys</source>
        <translation>设置关键帧</translation>
    </message>
</context>
<context>
    <name>FolderController</name>
    <message>
        <location filename="../../studio/ui/controllers/folders.py" line="90"/>
        <source>Neutralising {0}</source>
        <translation>正在中性化 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/folders.py" line="127"/>
        <source>{0} pictures, {1} good, {2} were done before. All figures are in {3}.</source>
        <translation>{0} 张图片，{1} 张良好，{2} 张此前已完成。所有数据在 {3} 中。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/folders.py" line="132"/>
        <source>{0} is neutralised</source>
        <translation>{0} 已恢复中性</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/folders.py" line="146"/>
        <source>Stopped. What is done is kept: it goes on from there.</source>
        <translation>已停止。已完成的会保留：下次从那里继续。</translation>
    </message>
</context>
<context>
    <name>FolderDialog</name>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="46"/>
        <source>Neutralise a folder</source>
        <translation>批量恢复中性</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="53"/>
        <source>From folder</source>
        <translation>源文件夹</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="53"/>
        <source>To folder</source>
        <translation>目标文件夹</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="55"/>
        <source>Table of strengths by picture, CSV</source>
        <translation>各图片强度表 (CSV)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="58"/>
        <source>Brows</source>
        <translation>眉部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="58"/>
        <source>Mouth and jaw</source>
        <translation>嘴与下颌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="59"/>
        <source>Eyes</source>
        <translation>眼部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="59"/>
        <source>Cheeks</source>
        <translation>面颊</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="59"/>
        <source>Nose</source>
        <translation>鼻部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="63"/>
        <source>Neutralise</source>
        <translation>恢复中性</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="65"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="67"/>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="80"/>
        <location filename="../../studio/ui/dialogs/folder.py" line="196"/>
        <source>Contact sheet</source>
        <translation>缩略图总览</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="87"/>
        <source>Before and after, a verdict and what to do are noted for each picture.</source>
        <translation>每张图片都会记录前后对比、评定和处理建议。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="141"/>
        <source>Choose both folders first.</source>
        <translation>请先选择两个文件夹。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="220"/>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="216"/>
        <source>&amp;From folder</source>
        <translation>源文件夹(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="217"/>
        <source>&amp;To folder</source>
        <translation>目标文件夹(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="218"/>
        <source>&amp;Settings</source>
        <translation>设置(&amp;S)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="230"/>
        <source>The same for all pictures</source>
        <translation>所有图片相同</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="195"/>
        <location filename="../../studio/ui/dialogs/folder.py" line="263"/>
        <source>Verdicts</source>
        <translation>评定</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="57"/>
        <source>Taken away</source>
        <translation>去除量</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="245"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="258"/>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="258"/>
        <source>Verdict</source>
        <translation>评定</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="258"/>
        <source>What to do</source>
        <translation>处理建议</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="271"/>
        <source>How much of the expression is taken away</source>
        <translation>去除多少表情</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/folder.py" line="294"/>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
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
    <message>
        <location filename="../../studio/ui/widgets/pad.py" line="88"/>
        <source>up {0}°</source>
        <translation>上 {0}°</translation>
    </message>
    <message>
        <location filename="../../studio/ui/widgets/pad.py" line="89"/>
        <source>down</source>
        <translation>下</translation>
    </message>
    <message>
        <location filename="../../studio/ui/widgets/pad.py" line="90"/>
        <source>left</source>
        <translation>左</translation>
    </message>
    <message>
        <location filename="../../studio/ui/widgets/pad.py" line="91"/>
        <source>right {0}°</source>
        <translation>右 {0}°</translation>
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
        <location filename="../../studio/ui/timeline/graph.py" line="97"/>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/graph.py" line="103"/>
        <location filename="../../studio/ui/timeline/graph.py" line="128"/>
        <source>Curve editor</source>
        <translation>曲线编辑器</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/graph.py" line="107"/>
        <source>Added to the layers below: a slider shows the sum</source>
        <translation>叠加在下层之上：滑块显示总和</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/graph.py" line="113"/>
        <source>How much the hand adds to photograph, speech or performance; a slider shows the sum.</source>
        <translation>手动部分在照片、语音或表演之上增加多少；滑块显示总和。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/graph.py" line="567"/>
        <source>Show all values</source>
        <translation>显示全部数值</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="97"/>
        <source>Brows</source>
        <translation>眉部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="97"/>
        <source>Eyes</source>
        <translation>眼部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="97"/>
        <source>Cheeks</source>
        <translation>面颊</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="98"/>
        <source>Nose</source>
        <translation>鼻部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="98"/>
        <source>Mouth</source>
        <translation>嘴部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="98"/>
        <source>Jaw</source>
        <translation>下颌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="99"/>
        <source>Tongue</source>
        <translation>舌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="100"/>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="200"/>
        <source>The renderer “{0}” does not move this.</source>
        <translation>渲染器“{0}”不驱动此项。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="206"/>
        <source>It is locked on the timeline.</source>
        <translation>它在时间线上已锁定。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="247"/>
        <source>{0} moved</source>
        <translation>{0} 项已改</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="249"/>
        <source>beyond what holds up</source>
        <translation>超出可靠范围</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="278"/>
        <source>beyond {0}</source>
        <translation>超出 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="316"/>
        <source>Nothing is called that.</source>
        <translation>没有匹配的单元。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="316"/>
        <source>Nothing is moved.</source>
        <translation>没有已改动的单元。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="352"/>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="354"/>
        <source>Remove key</source>
        <translation>移除关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="354"/>
        <source>Set key</source>
        <translation>设置关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="357"/>
        <source>Mirror to the other side</source>
        <translation>镜像到另一侧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="359"/>
        <source>Copy value</source>
        <translation>复制数值</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="362"/>
        <source>Copy all as units</source>
        <translation>全部复制为单元</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="363"/>
        <source>Paste units</source>
        <translation>粘贴单元</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="366"/>
        <source>What does this move?</source>
        <translation>显示影响区域</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="419"/>
        <source>Units</source>
        <translation>动作单元</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="420"/>
        <source>Which units the face is moved by</source>
        <translation>用哪套动作单元来移动脸部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="427"/>
        <source>Mirror</source>
        <translation>镜像</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="432"/>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="433"/>
        <source>Search units</source>
        <translation>搜索单元</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="427"/>
        <location filename="../../studio/ui/inspector/inspector.py" line="493"/>
        <source>Move left and right together</source>
        <translation>左右联动</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="437"/>
        <source>Moved</source>
        <translation>已改</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="437"/>
        <source>Show only what is moved</source>
        <translation>只显示已改动的单元</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="454"/>
        <source>Near</source>
        <translation>拉近</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="459"/>
        <source>{0}: more than {1} is beyond what holds up</source>
        <translation>{0}：超过 {1} 即超出可靠范围</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="495"/>
        <source>Move left and right together: on the face, as these units always do</source>
        <translation>左右一起移动：在面部上，与这些单元一贯的方式相同</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="99"/>
        <source>Head</source>
        <translation>头部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="453"/>
        <source>Yaw</source>
        <translation>侧偏</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="453"/>
        <source>Pitch</source>
        <translation>俯仰</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="453"/>
        <source>Roll</source>
        <translation>翻滚</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="454"/>
        <source>Right</source>
        <translation>右移</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="454"/>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="99"/>
        <source>Gaze</source>
        <translation>注视</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/inspector.py" line="100"/>
        <source>Neutralise</source>
        <translation>恢复中性</translation>
    </message>
</context>
<context>
    <name>KeyDiamond</name>
    <message>
        <location filename="../../studio/ui/widgets/row.py" line="33"/>
        <source>Set or remove a key here</source>
        <translation>在此设置或移除关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/widgets/row.py" line="34"/>
        <source>Key</source>
        <translation>关键帧</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="31"/>
        <source>Smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="31"/>
        <source>Straight</source>
        <translation>线性</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="31"/>
        <source>Stepped</source>
        <translation>阶跃</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="33"/>
        <source>Handles: automatic</source>
        <translation>手柄：自动</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="34"/>
        <source>Handles: straight to the neighbours</source>
        <translation>手柄：矢量</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="35"/>
        <source>Handles: aligned</source>
        <translation>手柄：对齐</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="36"/>
        <source>Handles: free</source>
        <translation>手柄：自由</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="44"/>
        <source>Copy keys</source>
        <translation>复制关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="45"/>
        <source>Remove keys</source>
        <translation>移除关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="48"/>
        <source>Paste keys at the playhead</source>
        <translation>在播放头处粘贴关键帧</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="133"/>
        <source>Search commands and keys</source>
        <translation>搜索命令和快捷键</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="136"/>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="136"/>
        <source>Key</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="143"/>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="150"/>
        <location filename="../../studio/ui/dialogs/preferences.py" line="159"/>
        <source>New key</source>
        <translation>新快捷键</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="154"/>
        <source>No key</source>
        <translation>清除</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="155"/>
        <source>As it came</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="156"/>
        <source>All as they came</source>
        <translation>全部恢复默认</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="212"/>
        <source>“{0}” has no key any more.</source>
        <translation>“{0}”不再有快捷键。</translation>
    </message>
</context>
<context>
    <name>LayerController</name>
    <message>
        <location filename="../../studio/ui/controllers/layers.py" line="68"/>
        <source>Layer {0}</source>
        <translation>图层 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/layers.py" line="73"/>
        <location filename="../../studio/ui/controllers/layers.py" line="123"/>
        <source>Add a layer</source>
        <translation>添加图层</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/layers.py" line="78"/>
        <source>By hand</source>
        <translation>手动</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/layers.py" line="78"/>
        <location filename="../../studio/ui/controllers/layers.py" line="110"/>
        <source>Blinks and glances</source>
        <translation>眨眼和眼神</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/layers.py" line="80"/>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/layers.py" line="80"/>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/layers.py" line="87"/>
        <source>Rename a layer</source>
        <translation>重命名图层</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/layers.py" line="94"/>
        <source>Remove a layer</source>
        <translation>删除图层</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/layers.py" line="100"/>
        <source>No blinks and glances</source>
        <translation>没有眨眼和眼神</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/layers.py" line="112"/>
        <source>There is no room for more: it blinks and looks around, or is too short.</source>
        <translation>没有更多空间：已有眨眼和眼神，或时间太短。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/layers.py" line="121"/>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/layers.py" line="122"/>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/layers.py" line="140"/>
        <source>Solo a track</source>
        <translation>独奏轨道</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/layers.py" line="140"/>
        <source>Solo no more</source>
        <translation>取消独奏</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/layers.py" line="143"/>
        <source>Lock a track</source>
        <translation>锁定轨道</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/layers.py" line="143"/>
        <source>Unlock a track</source>
        <translation>解锁轨道</translation>
    </message>
</context>
<context>
    <name>LayerHead</name>
    <message>
        <location filename="../../studio/ui/timeline/heads.py" line="71"/>
        <location filename="../../studio/ui/timeline/heads.py" line="72"/>
        <source>Show its curves</source>
        <translation>显示其曲线</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/heads.py" line="44"/>
        <source>What of the face it moves</source>
        <translation>它带动面部的哪些部分</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/heads.py" line="54"/>
        <source>How much of it counts</source>
        <translation>权重</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/heads.py" line="58"/>
        <source>Mute: it does nothing</source>
        <translation>静音：此图层不起作用</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/heads.py" line="59"/>
        <source>Solo: only it does anything</source>
        <translation>独奏：只有此图层起作用</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/heads.py" line="100"/>
        <source>Weight of {0}</source>
        <translation>{0}的权重</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <location filename="../../studio/ui/library/library.py" line="86"/>
        <source>Library</source>
        <translation>素材库</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="96"/>
        <source>Click: open it</source>
        <translation>单击：打开</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="97"/>
        <source>Double click: the portrait moves so</source>
        <translation>双击：肖像照此动作</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="98"/>
        <source>Click: play it. Double click: the portrait speaks it</source>
        <translation>单击：播放。双击：肖像说出</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="100"/>
        <source>Sources</source>
        <translation>素材源</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="100"/>
        <source>Portraits and videos that were opened last.</source>
        <translation>最近打开的肖像和视频。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="103"/>
        <source>Performances</source>
        <translation>表演</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="104"/>
        <source>How a face moved, from a file or a video.</source>
        <translation>来自文件或视频的面部动作。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="105"/>
        <location filename="../../studio/ui/library/library.py" line="112"/>
        <source>Open a file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="106"/>
        <source>From a video…</source>
        <translation>从视频…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="110"/>
        <source>Sounds</source>
        <translation>声音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="111"/>
        <source>What is spoken, recorded or opened stays here.</source>
        <translation>说过、录过或打开过的声音都在这里。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="175"/>
        <source>The face rests as it tells</source>
        <translation>面部按照它静止</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="231"/>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="233"/>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="233"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="236"/>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="238"/>
        <source>Use beside speech</source>
        <translation>与语音并用</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="243"/>
        <source>Use with the typed words</source>
        <translation>配合输入的文字使用</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="245"/>
        <source>Place at the playhead as a line</source>
        <translation>在播放头处放置为台词</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="248"/>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="250"/>
        <source>Save as a sound file…</source>
        <translation>存为声音文件…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="251"/>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="255"/>
        <source>Shows the person of the picture</source>
        <translation>显示的是图片中的人</translation>
    </message>
    <message>
        <location filename="../../studio/ui/library/library.py" line="260"/>
        <source>A clip tells better than one picture how a face rests: lips and brows then land where they do in the clip. Only for the same person: by somebody else’s clip the picture would get their lips.</source>
        <translation>视频片段比一张图片更能说明面部静止时的样子：嘴唇和眉毛会落在片段中的位置。仅限同一个人：若是别人的片段，图片会得到那人的嘴唇。</translation>
    </message>
</context>
<context>
    <name>LibraryController</name>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="188"/>
        <source>Sounds ({0})</source>
        <translation>声音（{0}）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="189"/>
        <source>Save as a sound file</source>
        <translation>存为声音文件</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="202"/>
        <source>Saving {0}</source>
        <translation>正在保存 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="204"/>
        <source>{0} is written.</source>
        <translation>已写入 {0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="212"/>
        <source>Performances ({0})</source>
        <translation>表演（{0}）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="213"/>
        <source>Open a performance</source>
        <translation>打开表演</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="225"/>
        <source>{0} is open, without what no unit stands for: {1}.</source>
        <translation>已打开 {0}，其中无对应单元的部分未载入：{1}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="228"/>
        <source>Opening {0}</source>
        <translation>正在打开 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="234"/>
        <source>Videos ({0})</source>
        <translation>视频（{0}）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="235"/>
        <source>Performance from the face in a video</source>
        <translation>从视频面部获取表演</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="240"/>
        <source>Following the face in {0}</source>
        <translation>正在跟踪 {0} 中的面部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="255"/>
        <source>There is no motion in {0}.</source>
        <translation>{0} 中没有动作。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="259"/>
        <location filename="../../studio/ui/controllers/library.py" line="353"/>
        <source>Move as {0}</source>
        <translation>套用 {0} 的动作</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="268"/>
        <source>Rest as in the picture</source>
        <translation>按图片静止</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="271"/>
        <source>Rest as in {0}</source>
        <translation>按 {0} 静止</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="290"/>
        <source>Open a picture first.</source>
        <translation>请先打开一张图片。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="292"/>
        <source>A video tells by itself how its person rests.</source>
        <translation>视频本身就能说明其中人物静止时的样子。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="296"/>
        <source>No performance is used: follow the face in a video of the same person.</source>
        <translation>没有使用任何表演：请从同一个人的视频中跟踪面部。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="301"/>
        <source>Its file does not tell how the face rests: take “From a video…”, and the video it was read from.</source>
        <translation>该文件没有说明面部静止时的样子：请选择“从视频…”，并使用读取它的那个视频。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="312"/>
        <source>If it does, undo that: the picture would get somebody else’s lips.</source>
        <translation>如果确实是别人，请撤销：否则图片会得到别人的嘴唇。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="316"/>
        <location filename="../../studio/ui/controllers/library.py" line="336"/>
        <source>Looking</source>
        <translation>正在查看</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="330"/>
        <source>“{0}” seems to show the person of the picture.</source>
        <translation>“{0}”看起来显示的是图片中的人。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="331"/>
        <source>If so, it tells how their face rests: lips and brows land as in the clip.</source>
        <translation>若是如此，它会说明面部静止时的样子：嘴唇和眉毛会落在片段中的位置。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="332"/>
        <source>It is the same person</source>
        <translation>是同一个人</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="360"/>
        <source>Move as {0} beside speech</source>
        <translation>以 {0} 的动作配合语音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="369"/>
        <source>Rename {0}</source>
        <translation>重命名为 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="374"/>
        <source>Remove {0}</source>
        <translation>移除 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/library.py" line="389"/>
        <source>today, {0}</source>
        <translation>今天 {0}</translation>
    </message>
</context>
<context>
    <name>Life</name>
    <message>
        <location filename="../../studio/ui/speech/life.py" line="14"/>
        <source>Head</source>
        <translation>头部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/life.py" line="15"/>
        <source>Gaze</source>
        <translation>视线</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/life.py" line="16"/>
        <source>Blinks</source>
        <translation>眨眼</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/life.py" line="17"/>
        <source>Brows</source>
        <translation>眉部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/life.py" line="18"/>
        <source>Smile</source>
        <translation>微笑</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/life.py" line="19"/>
        <source>Breath</source>
        <translation>呼吸</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/life.py" line="22"/>
        <source>Turns and nods</source>
        <translation>转头与点头</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/life.py" line="23"/>
        <source>Glances aside; without them the eyes stay where they look</source>
        <translation>目光的游移；关闭后眼睛保持原来的方向</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/life.py" line="24"/>
        <source>The lids</source>
        <translation>眼睑</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/life.py" line="25"/>
        <source>Brows that go up and down with the voice</source>
        <translation>随声音起落的眉毛</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/life.py" line="26"/>
        <source>Smiles that come and go; the lips still speak</source>
        <translation>时有时无的微笑；嘴唇仍然说话</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/life.py" line="27"/>
        <source>The head rises as it breathes in</source>
        <translation>吸气时头部微微抬起</translation>
    </message>
</context>
<context>
    <name>LifePanel</name>
    <message>
        <location filename="../../studio/ui/speech/life.py" line="69"/>
        <source>How much: {0}</source>
        <translation>程度：{0}</translation>
    </message>
</context>
<context>
    <name>LineController</name>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="115"/>
        <source>Only a video can be dubbed: open one first.</source>
        <translation>只有视频可以配音：请先打开一个视频。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="140"/>
        <source>Lines</source>
        <translation>台词</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="141"/>
        <source>Lines, face {0}</source>
        <translation>台词，面部 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="157"/>
        <source>Speech or a performance holds the mouth: mute its layer, or take its mouth away (≡).</source>
        <translation>语音或表演占用了嘴部：请静音该图层，或在其菜单（≡）中去掉嘴部。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="160"/>
        <source>{0} is said while the same mouth says another line.</source>
        <translation>{0} 与同一张嘴的另一句台词重叠。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="162"/>
        <source>{0} is longer than the film.</source>
        <translation>{0} 比影片还长。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="202"/>
        <source>Place a recording</source>
        <translation>放置录音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="207"/>
        <source>Sounds ({0})</source>
        <translation>声音 ({0})</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="226"/>
        <location filename="../../studio/ui/controllers/lines.py" line="242"/>
        <location filename="../../studio/ui/controllers/lines.py" line="249"/>
        <location filename="../../studio/ui/controllers/lines.py" line="258"/>
        <source>Place {0}</source>
        <translation>放置 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="228"/>
        <location filename="../../studio/ui/controllers/lines.py" line="239"/>
        <location filename="../../studio/ui/controllers/lines.py" line="330"/>
        <location filename="../../studio/ui/controllers/lines.py" line="475"/>
        <source>Listening</source>
        <translation>正在聆听</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="256"/>
        <source>Speaking</source>
        <translation>正在朗读</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="267"/>
        <source>What moved the mouth before leaves it to the lines.</source>
        <translation>原先驱动嘴部的图层已将嘴部让给台词。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="276"/>
        <source>{0} is longer than the sheet has room for.</source>
        <translation>{0} 比台词表留出的时间长。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="285"/>
        <source>The lips of “{0}” go by ear; Dub › Type the words of the line makes them exact.</source>
        <translation>“{0}”的口型凭听音推断；配音 › 输入台词的文字… 可使其准确。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="312"/>
        <source>Cue sheets ({0})</source>
        <translation>台词表 ({0})</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="313"/>
        <source>Place the lines of a cue sheet</source>
        <translation>放置台词表中的台词</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="332"/>
        <source>Place the lines of {0}</source>
        <translation>放置 {0} 中的台词</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="339"/>
        <source>Who says the lines of {0}?</source>
        <translation>谁来说 {0} 中的台词？</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="341"/>
        <source>Recordings are found by the number in their names: 001.wav, 002.wav.</source>
        <translation>录音按名称中的编号查找：001.wav、002.wav。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="343"/>
        <source>Recordings in a folder…</source>
        <translation>文件夹中的录音…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="344"/>
        <source>The voice</source>
        <translation>合成音色</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="345"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="357"/>
        <source>Move line</source>
        <translation>移动台词</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="357"/>
        <location filename="../../studio/ui/controllers/lines.py" line="375"/>
        <source>Trim line</source>
        <translation>修剪台词</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="358"/>
        <source>Fade line in</source>
        <translation>台词淡入</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="358"/>
        <source>Fade line out</source>
        <translation>台词淡出</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="367"/>
        <source>Split line</source>
        <translation>拆分台词</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="379"/>
        <source>Remove line</source>
        <translation>删除台词</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="379"/>
        <source>Remove lines</source>
        <translation>删除多句台词</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="394"/>
        <source>Line</source>
        <translation>台词</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="394"/>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="398"/>
        <source>Rename {0}</source>
        <translation>重命名 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="422"/>
        <source>Remove take</source>
        <translation>删除录音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="450"/>
        <source>Say it with another face</source>
        <translation>由另一张面部来说</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="457"/>
        <source>Another take</source>
        <translation>另一条录音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="472"/>
        <source>Take {0}</source>
        <translation>录音 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="480"/>
        <source>Choose take {0}</source>
        <translation>选择录音 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="489"/>
        <source>Words of the line</source>
        <translation>台词的文字</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/lines.py" line="489"/>
        <source>What is said in {0}:</source>
        <translation>{0} 中说了什么：</translation>
    </message>
</context>
<context>
    <name>LineWords</name>
    <message>
        <location filename="../../studio/ui/controllers/line_words.py" line="54"/>
        <source>Words of {0}</source>
        <translation>{0} 的文字</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/line_words.py" line="57"/>
        <source>Listening</source>
        <translation>正在聆听</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/line_words.py" line="67"/>
        <source>word</source>
        <translation>单词</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/line_words.py" line="67"/>
        <source>phoneme</source>
        <translation>音素</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/line_words.py" line="68"/>
        <source>Move the end of a {0} of {1}</source>
        <translation>移动 {1} 中一个{0}的结尾</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/line_words.py" line="79"/>
        <source>Say {0} in {1}</source>
        <translation>在 {1} 中发 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/line_words.py" line="109"/>
        <source>Moving the mouth</source>
        <translation>正在驱动嘴部</translation>
    </message>
</context>
<context>
    <name>Lines</name>
    <message>
        <location filename="../../studio/ui/controllers/dub_export.py" line="111"/>
        <source>too short to tell</source>
        <translation>太短，无法判断</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/dub_export.py" line="114"/>
        <source>own mouth was still</source>
        <translation>原嘴形没有动</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/dub_export.py" line="116"/>
        <source>not seen: {0}, chance {1}</source>
        <translation>未见：{0}，偶然 {1}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/dub_export.py" line="118"/>
        <source>{0}, chance {1}</source>
        <translation>{0}，偶然 {1}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/line_menu.py" line="46"/>
        <source>Take</source>
        <translation>录音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/line_menu.py" line="48"/>
        <source>Whose mouth</source>
        <translation>谁的嘴</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/line_menu.py" line="49"/>
        <source>Original sound</source>
        <translation>原声</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/line_menu.py" line="50"/>
        <source>Loudness</source>
        <translation>响度</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/line_menu.py" line="51"/>
        <source>Fade in</source>
        <translation>淡入</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/line_menu.py" line="52"/>
        <source>Fade out</source>
        <translation>淡出</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/line_menu.py" line="54"/>
        <source>Split at the playhead</source>
        <translation>在播放头处拆分</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/line_menu.py" line="55"/>
        <source>Type its words…</source>
        <translation>输入文字…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/line_menu.py" line="56"/>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/line_menu.py" line="57"/>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/line_menu.py" line="71"/>
        <source>Record a take to picture</source>
        <translation>对画面录制一条</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/line_menu.py" line="72"/>
        <source>Add a take…</source>
        <translation>添加录音…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/line_menu.py" line="74"/>
        <source>Remove this take</source>
        <translation>删除这条录音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/line_menu.py" line="79"/>
        <source>Face {0} from the left</source>
        <translation>左起第 {0} 张面部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/line_menu.py" line="84"/>
        <source>All lines of {0}: face {1}</source>
        <translation>{0} 的所有台词：面部 {1}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/line_menu.py" line="90"/>
        <source>Quiet under the line</source>
        <translation>台词下压低</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/line_menu.py" line="91"/>
        <source>Replaced by the line</source>
        <translation>由台词替换</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/line_menu.py" line="92"/>
        <source>As loud as ever</source>
        <translation>保持原响度</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/line_menu.py" line="107"/>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/line_menu.py" line="108"/>
        <source>Fade {0}</source>
        <translation>淡变 {0}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <location filename="../../studio/ui/main_window.py" line="143"/>
        <location filename="../../studio/ui/main_window.py" line="152"/>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="146"/>
        <location filename="../../studio/ui/main_window.py" line="285"/>
        <source>Face</source>
        <translation>面部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="154"/>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="158"/>
        <source>Library</source>
        <translation>素材库</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="180"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="287"/>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="285"/>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="191"/>
        <source>Renderer</source>
        <translation>渲染器</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="191"/>
        <source>What draws the face</source>
        <translation>由什么绘制面部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="285"/>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="286"/>
        <source>Speech</source>
        <translation>语音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="286"/>
        <source>Keys</source>
        <translation>关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="286"/>
        <source>Dub</source>
        <translation>配音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="287"/>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="287"/>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="433"/>
        <source>full</source>
        <translation>完整</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="433"/>
        <source>draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="442"/>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="532"/>
        <source>A portrait, moved by named facial action units, text or sound.

MIT licence. Models keep their own licences: galatea models list.</source>
        <translation>以命名的面部动作单元、文字或声音驱动肖像。

MIT 许可。各模型保留自己的许可：galatea models list。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="580"/>
        <source>Recording</source>
        <translation>录音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="585"/>
        <source>The studio is still at work: {0}.</source>
        <translation>仍在进行：{0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="586"/>
        <source>Stop it and close</source>
        <translation>停止并关闭</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="587"/>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="484"/>
        <source>Something went wrong that should not.</source>
        <translation>出现了不应有的错误。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="338"/>
        <source>playing</source>
        <translation>播放中</translation>
    </message>
    <message>
        <location filename="../../studio/ui/main_window.py" line="485"/>
        <source>Your work is safe. Copy the details and send them to the studio&apos;s makers.</source>
        <translation>您的工作没有丢失。请复制详细信息并发给开发者。</translation>
    </message>
</context>
<context>
    <name>Manner</name>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="30"/>
        <source>Calm</source>
        <translation>平静</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="29"/>
        <source>Driver&apos;s own</source>
        <translation>驱动自带</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="31"/>
        <source>Newsreader</source>
        <translation>新闻播音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="32"/>
        <source>Lively</source>
        <translation>活跃</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="33"/>
        <source>Warm</source>
        <translation>亲切</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="38"/>
        <source>No mood</source>
        <translation>无情绪</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="39"/>
        <source>Happy</source>
        <translation>高兴</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="40"/>
        <source>Sad</source>
        <translation>悲伤</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="41"/>
        <source>Surprised</source>
        <translation>惊讶</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="42"/>
        <source>Afraid</source>
        <translation>害怕</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="43"/>
        <source>Angry</source>
        <translation>愤怒</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="44"/>
        <source>Disgusted</source>
        <translation>厌恶</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="45"/>
        <source>Contemptuous</source>
        <translation>轻蔑</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="46"/>
        <source>Thoughtful</source>
        <translation>沉思</translation>
    </message>
</context>
<context>
    <name>MannerButton</name>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="79"/>
        <location filename="../../studio/ui/speech/manner.py" line="141"/>
        <source>Manner</source>
        <translation>方式</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="83"/>
        <source>Face and head from a film</source>
        <translation>面部和头部取自影片</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="84"/>
        <source>Parts that move</source>
        <translation>会动的部分</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="96"/>
        <source>Own</source>
        <translation>自带</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="98"/>
        <source>{0} {1}</source>
        <translation>{0} {1}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="113"/>
        <source>{0}, in part</source>
        <translation>{0}（部分）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="114"/>
        <source>How head, eyes and brows move when it speaks next, how much, and in what mood</source>
        <translation>下次说话时头、眼和眉如何动、动多少、以何种情绪</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="146"/>
        <source>From a file…</source>
        <translation>从文件…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="147"/>
        <source>Learn from a clip…</source>
        <translation>从片段学习…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="151"/>
        <source>How much</source>
        <translation>动作幅度</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="154"/>
        <source>{0} of its movement</source>
        <translation>动作的 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="159"/>
        <source>Mood</source>
        <translation>情绪</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="169"/>
        <source>How strong</source>
        <translation>强度</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="180"/>
        <source>Follow the face in a video first: it is in the library then</source>
        <translation>请先跟踪视频中的面部：之后它会出现在素材库中</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="185"/>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/manner.py" line="101"/>
        <source>{0}, {1} {2}</source>
        <translation>{0}，{1} {2}</translation>
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
        <location filename="../../studio/ui/dialogs/models.py" line="58"/>
        <source>Models and licences</source>
        <translation>模型与许可</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/models.py" line="62"/>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/models.py" line="64"/>
        <source>Libraries</source>
        <translation>程序库</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/models.py" line="67"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/models.py" line="78"/>
        <location filename="../../studio/ui/dialogs/models.py" line="107"/>
        <source>Installed</source>
        <translation>已安装</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/models.py" line="89"/>
        <source>Left out</source>
        <translation>未采用</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/models.py" line="107"/>
        <source>Install</source>
        <translation>安装</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/models.py" line="110"/>
        <source>Install {0}</source>
        <translation>安装 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/models.py" line="118"/>
        <source>the studio’s</source>
        <translation>本软件自带</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/models.py" line="120"/>
        <source>your own</source>
        <translation>您自己的</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/models.py" line="120"/>
        <source>package {0}</source>
        <translation>软件包 {0}</translation>
    </message>
</context>
<context>
    <name>Moves</name>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="69"/>
        <source>Of speech and performance, this moves</source>
        <translation>语音与表演之中，这一层带动</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="76"/>
        <source>Without the performance</source>
        <translation>不用表演</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="82"/>
        <source>Mouth</source>
        <translation>嘴部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="83"/>
        <source>Face and gaze</source>
        <translation>面部与注视</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="84"/>
        <source>Head</source>
        <translation>头部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/menu.py" line="58"/>
        <source>In place of the actor it moves</source>
        <translation>代替演员驱动</translation>
    </message>
</context>
<context>
    <name>Names</name>
    <message>
        <location filename="../../studio/ui/words.py" line="29"/>
        <source>Rig</source>
        <translation>绑定</translation>
    </message>
    <message>
        <location filename="../../studio/ui/words.py" line="30"/>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <location filename="../../studio/ui/words.py" line="30"/>
        <source>Neural lip sync</source>
        <translation>神经口型同步</translation>
    </message>
    <message>
        <location filename="../../studio/ui/words.py" line="31"/>
        <source>Virtual anchor</source>
        <translation>虚拟主播</translation>
    </message>
</context>
<context>
    <name>NeutralPanel</name>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="53"/>
        <source>Brows</source>
        <translation>眉部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="53"/>
        <source>Eyes</source>
        <translation>眼部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="53"/>
        <source>Cheeks</source>
        <translation>面颊</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="54"/>
        <source>Nose</source>
        <translation>鼻部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="54"/>
        <source>Mouth and jaw</source>
        <translation>嘴与下颌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="50"/>
        <source>How much of the photographed expression is taken away: 100 % is neutral</source>
        <translation>照片中的表情去除了多少：100 % 为中性</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="60"/>
        <source>Taken away</source>
        <translation>去除量</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="80"/>
        <source>No expression was photographed here</source>
        <translation>照片中此处没有表情</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="92"/>
        <source>Measured once something is taken away.</source>
        <translation>减弱表情后开始测量。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="97"/>
        <source>No face is seen any more</source>
        <translation>已检测不到面部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="99"/>
        <source>Strongest unit: {0} {1:.1f} of 5, at most {2}</source>
        <translation>最强单元：{0} {1:.1f}（满分 5），上限 {2}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="103"/>
        <source>Same person: not measured</source>
        <translation>同一人：未测量</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="105"/>
        <source>Same person: {0:.2f}, at least {1}</source>
        <translation>同一人：{0:.2f}，下限 {1}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="108"/>
        <source>Outside the face: not measured</source>
        <translation>面部以外：未测量</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="110"/>
        <source>Outside the face: not one pixel changed</source>
        <translation>面部以外：像素无变化</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="112"/>
        <source>Outside the face: changed by up to {0}</source>
        <translation>面部以外：最大变化 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="124"/>
        <source>passed</source>
        <translation>通过</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="124"/>
        <source>failed</source>
        <translation>未通过</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="124"/>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="149"/>
        <source>Neutralise</source>
        <translation>恢复中性</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="149"/>
        <source>Leave nothing of it; what you set stays</source>
        <translation>完全去除表情；您的设置不变</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="151"/>
        <source>As photographed</source>
        <translation>照片原样</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/neutral.py" line="151"/>
        <source>Leave all of it; what you set stays</source>
        <translation>完整保留表情；您的设置不变</translation>
    </message>
</context>
<context>
    <name>OfferPanel</name>
    <message>
        <location filename="../../studio/ui/widgets/offer.py" line="29"/>
        <source>No</source>
        <translation>不是</translation>
    </message>
</context>
<context>
    <name>OtherFaces</name>
    <message>
        <location filename="../../studio/ui/controllers/other_faces.py" line="72"/>
        <source>Following another face</source>
        <translation>正在跟踪另一张面部</translation>
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
    <name>PhonemeController</name>
    <message>
        <location filename="../../studio/ui/controllers/phonemes.py" line="117"/>
        <source>silence</source>
        <translation>无声</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/phonemes.py" line="120"/>
        <source>{0} in “{1}”, {2}</source>
        <translation>{0}，如“{1}”，{2}</translation>
    </message>
</context>
<context>
    <name>PhonemePalette</name>
    <message>
        <location filename="../../studio/ui/timeline/palette.py" line="117"/>
        <source>Phonemes</source>
        <translation>音素</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/palette.py" line="146"/>
        <source>Mouth of {0}</source>
        <translation>{0} 的口型</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/palette.py" line="156"/>
        <source>silence</source>
        <translation>无声</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/palette.py" line="170"/>
        <source>Drag a sound over the one that it should replace, or go to that one and click here.</source>
        <translation>把一个音拖到要替换的音上，或先到那个音处，再点这里。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/palette.py" line="172"/>
        <source>In place of {0}: click the sound that it should be.</source>
        <translation>替换{0}：点击应为的音。</translation>
    </message>
</context>
<context>
    <name>PoseController</name>
    <message>
        <location filename="../../studio/ui/controllers/poses.py" line="60"/>
        <source>Between two keys only: put the playhead after one key and before the next.</source>
        <translation>只在两个关键帧之间：请将播放头放在一个关键帧之后、下一个之前。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/poses.py" line="89"/>
        <source>The pose is copied.</source>
        <translation>姿势已复制。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/poses.py" line="95"/>
        <source>Paste the pose</source>
        <translation>粘贴姿势</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/poses.py" line="102"/>
        <source>Paste the pose to the other side</source>
        <translation>将姿势粘贴到另一侧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/poses.py" line="107"/>
        <source>Mirror the pose</source>
        <translation>镜像姿势</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/poses.py" line="133"/>
        <source>Pose between two keys</source>
        <translation>两个关键帧之间的姿势</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/poses.py" line="140"/>
        <source>Mirror keys</source>
        <translation>镜像关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/poses.py" line="146"/>
        <source>Paste keys to the other side</source>
        <translation>将关键帧粘贴到另一侧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/poses.py" line="163"/>
        <source>Scale keys</source>
        <translation>缩放关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/poses.py" line="188"/>
        <source>Retime keys</source>
        <translation>调整关键帧时间</translation>
    </message>
</context>
<context>
    <name>PreferencesController</name>
    <message>
        <location filename="../../studio/ui/controllers/preferences.py" line="121"/>
        <source>The studio needs models that are not installed.</source>
        <translation>有所需的模型尚未安装。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/preferences.py" line="123"/>
        <source>{0}: {1:.1f} MB, {2}</source>
        <translation>{0}：{1:.1f} MB，{2}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/preferences.py" line="127"/>
        <source>Install</source>
        <translation>安装</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/preferences.py" line="128"/>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/preferences.py" line="151"/>
        <source>{0} is installed</source>
        <translation>已安装 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/preferences.py" line="154"/>
        <source>Installing {0}</source>
        <translation>正在安装 {0}</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="71"/>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="74"/>
        <source>The system&apos;s own</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="77"/>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="77"/>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="78"/>
        <source>The fastest</source>
        <translation>最快的设备</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="83"/>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="84"/>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="85"/>
        <source>Networks run on</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="88"/>
        <source>Empty</source>
        <translation>清空</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="89"/>
        <source>Empty the memory of drawn frames</source>
        <translation>清空已绘制帧占用的内存</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="93"/>
        <source>Drawn frames</source>
        <translation>已绘制的帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="95"/>
        <source>Language and device change when the studio starts again.</source>
        <translation>语言和计算设备在下次启动时更改。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="101"/>
        <source>Studio</source>
        <translation>常规</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="102"/>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="105"/>
        <source>Keep</source>
        <translation>确定</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/preferences.py" line="110"/>
        <source>{0} of memory, never more than {1}</source>
        <translation>占用内存 {0}，最多 {1}</translation>
    </message>
</context>
<context>
    <name>PresetController</name>
    <message>
        <location filename="../../studio/ui/controllers/presets.py" line="41"/>
        <source>As in {0}</source>
        <translation>如 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/presets.py" line="63"/>
        <location filename="../../studio/ui/controllers/presets.py" line="64"/>
        <source>Preset {0}</source>
        <translation>预设 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/presets.py" line="64"/>
        <source>Keep as a preset</source>
        <translation>存为预设</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/presets.py" line="69"/>
        <source>Rename the preset</source>
        <translation>重命名预设</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/presets.py" line="76"/>
        <source>Remove the preset “{0}”?</source>
        <translation>移除预设“{0}”？</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/presets.py" line="77"/>
        <source>It goes from all projects. Faces that it was set on stay.</source>
        <translation>它将从所有项目中移除。已套用它的面部保持不变。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/presets.py" line="78"/>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/presets.py" line="79"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/presets.py" line="85"/>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>PresetPanel</name>
    <message>
        <location filename="../../studio/ui/inspector/presets.py" line="88"/>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/presets.py" line="95"/>
        <source>Nothing kept yet.</source>
        <translation>还没有预设。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/presets.py" line="98"/>
        <source>Keep as a preset…</source>
        <translation>存为预设…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/presets.py" line="99"/>
        <source>Keep what the face does now, for all projects</source>
        <translation>保存当前面部，供所有项目使用</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/presets.py" line="198"/>
        <source>Expressions</source>
        <translation>表情</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/presets.py" line="198"/>
        <source>Mouth shapes</source>
        <translation>口型</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/presets.py" line="198"/>
        <source>Yours</source>
        <translation>我的</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/presets.py" line="235"/>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/inspector/presets.py" line="236"/>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
</context>
<context>
    <name>ProblemPanel</name>
    <message>
        <location filename="../../studio/ui/widgets/problem.py" line="29"/>
        <source>Copy details</source>
        <translation>复制详细信息</translation>
    </message>
    <message>
        <location filename="../../studio/ui/widgets/problem.py" line="29"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ProjectDialog</name>
    <message>
        <location filename="../../studio/ui/dialogs/project.py" line="57"/>
        <source>Project settings</source>
        <translation>项目设置</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/project.py" line="65"/>
        <source>Frames a second</source>
        <translation>每秒帧数</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/project.py" line="70"/>
        <source>How far the head goes</source>
        <translation>头部能动多远</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/project.py" line="72"/>
        <source>1: a performance carries the head as far as the picture bears; 0: it stays where it is</source>
        <translation>1：表演带动头部到画面所能承受的程度；0：头部不动</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/project.py" line="80"/>
        <source>Folds</source>
        <translation>皱纹</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/project.py" line="82"/>
        <source>How deep a frown furrows and raised brows line the skin; 0%: as smooth as it is</source>
        <translation>皱眉、抬眉时皱纹的深浅；0%：保持平滑</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/project.py" line="86"/>
        <source>Minutes and seconds</source>
        <translation>分和秒</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/project.py" line="86"/>
        <source>Timecode</source>
        <translation>时间码</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/project.py" line="86"/>
        <source>Frames</source>
        <translation>帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/project.py" line="90"/>
        <source>Times are written as</source>
        <translation>时间写作</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/project.py" line="92"/>
        <source>Begins at</source>
        <translation>开始于</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/project.py" line="93"/>
        <source>Ends at</source>
        <translation>结束于</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/project.py" line="110"/>
        <source>&amp;Frames a second</source>
        <translation>每秒帧数(&amp;F)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/project.py" line="111"/>
        <source>&amp;Begins at</source>
        <translation>开始于(&amp;B)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/project.py" line="112"/>
        <source>&amp;Ends at</source>
        <translation>结束于(&amp;E)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/project.py" line="113"/>
        <source>How far the &amp;head goes</source>
        <translation>头部能动多远(&amp;H)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/project.py" line="114"/>
        <source>F&amp;olds</source>
        <translation>皱纹(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/project.py" line="115"/>
        <source>&amp;Times are written as</source>
        <translation>时间写作(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/project.py" line="119"/>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>RecordingDialog</name>
    <message>
        <location filename="../../studio/ui/dialogs/to_picture.py" line="25"/>
        <source>Record to picture</source>
        <translation>对画面录音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/to_picture.py" line="26"/>
        <source>Picture before the line</source>
        <translation>台词前的画面</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/to_picture.py" line="28"/>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/to_picture.py" line="30"/>
        <source>The film&apos;s own sound</source>
        <translation>影片原声</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/to_picture.py" line="32"/>
        <source>In the left ear</source>
        <translation>左耳</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/to_picture.py" line="33"/>
        <source>In the right ear</source>
        <translation>右耳</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/to_picture.py" line="34"/>
        <source>In both ears</source>
        <translation>双耳</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/to_picture.py" line="35"/>
        <source>Not heard</source>
        <translation>不播放</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/to_picture.py" line="40"/>
        <source>Three beeps, then silence</source>
        <translation>三声提示音，然后静音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/to_picture.py" line="41"/>
        <source>A bar wipes over the picture</source>
        <translation>一条竖线扫过画面</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/to_picture.py" line="42"/>
        <source>Again and again, each time a take</source>
        <translation>反复录制，每次一条</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/to_picture.py" line="45"/>
        <source> ms</source>
        <translation> 毫秒</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/to_picture.py" line="48"/>
        <source>The recording comes late by</source>
        <translation>录音延迟</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/to_picture.py" line="50"/>
        <source>What the devices tell is counted already; wireless ones may not tell all.</source>
        <translation>设备报告的延迟已经计入；无线设备可能没有全部报告。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/to_picture.py" line="58"/>
        <source>&amp;Picture before the line</source>
        <translation>台词前的画面(&amp;P)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/to_picture.py" line="59"/>
        <source>Counting in</source>
        <translation>倒计时</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/to_picture.py" line="61"/>
        <source>The film&apos;s &amp;own sound</source>
        <translation>影片原声(&amp;O)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/to_picture.py" line="62"/>
        <source>Takes</source>
        <translation>条次</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/to_picture.py" line="63"/>
        <source>&amp;The recording comes late by</source>
        <translation>录音延迟(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/to_picture.py" line="64"/>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>RecoveryDialog</name>
    <message>
        <location filename="../../studio/ui/dialogs/recovery.py" line="55"/>
        <location filename="../../studio/ui/dialogs/recovery.py" line="60"/>
        <source>Unsaved work</source>
        <translation>未保存的工作</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/recovery.py" line="57"/>
        <source>The studio ended unexpectedly while this was open. Nothing of it is lost.</source>
        <translation>打开此内容时工作室意外退出。没有丢失任何内容。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/recovery.py" line="66"/>
        <source>Go on with it</source>
        <translation>继续</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/recovery.py" line="67"/>
        <source>Throw it away</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/recovery.py" line="68"/>
        <source>Later</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/recovery.py" line="69"/>
        <source>It stays, and is asked about again at the next start.</source>
        <translation>它会保留，下次启动时再次询问。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/recovery.py" line="98"/>
        <source>a project without a name</source>
        <translation>未命名的项目</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/recovery.py" line="98"/>
        <source>{0}, never saved</source>
        <translation>{0}（从未保存）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/recovery.py" line="100"/>
        <source>{0}, {1}</source>
        <translation>{0}，{1}</translation>
    </message>
</context>
<context>
    <name>Regions</name>
    <message>
        <location filename="../../studio/ui/timeline/inks.py" line="21"/>
        <source>Brows</source>
        <translation>眉部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/inks.py" line="21"/>
        <source>Eyes</source>
        <translation>眼部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/inks.py" line="22"/>
        <source>Gaze</source>
        <translation>视线</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/inks.py" line="22"/>
        <source>Cheeks</source>
        <translation>面颊</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/inks.py" line="23"/>
        <source>Nose</source>
        <translation>鼻部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/inks.py" line="23"/>
        <source>Mouth</source>
        <translation>嘴部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/inks.py" line="24"/>
        <source>Jaw</source>
        <translation>下颌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/inks.py" line="24"/>
        <source>Tongue</source>
        <translation>舌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/inks.py" line="25"/>
        <source>Head</source>
        <translation>头部</translation>
    </message>
</context>
<context>
    <name>RendererController</name>
    <message>
        <location filename="../../studio/ui/controllers/choices.py" line="53"/>
        <source>No other renderer is installed.</source>
        <translation>没有安装其他渲染器。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/choices.py" line="84"/>
        <source>Renderer {0}</source>
        <translation>渲染器 {0}</translation>
    </message>
</context>
<context>
    <name>Row</name>
    <message>
        <location filename="../../studio/ui/widgets/row.py" line="114"/>
        <source>Key of {0}</source>
        <translation>{0} 的关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/widgets/row.py" line="172"/>
        <source>Asked for {0:.1f}, seen {1:.1f}</source>
        <translation>设定 {0:.1f}，实测 {1:.1f}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/widgets/row.py" line="173"/>
        <source>{0} (the ring)</source>
        <translation>{0}（圆环）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/widgets/row.py" line="175"/>
        <source>As photographed {0:.1f} (the thin line)</source>
        <translation>照片中为 {0:.1f}（细线）</translation>
    </message>
</context>
<context>
    <name>ScaleDialog</name>
    <message>
        <location filename="../../studio/ui/dialogs/scaling.py" line="18"/>
        <source>Scale keys</source>
        <translation>缩放关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/scaling.py" line="19"/>
        <source>How large their values are</source>
        <translation>数值大小</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/scaling.py" line="20"/>
        <source>How long they take</source>
        <translation>时长</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/scaling.py" line="24"/>
        <source>&amp;Values</source>
        <translation>数值(&amp;V)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/scaling.py" line="25"/>
        <source>&amp;Time</source>
        <translation>时间(&amp;T)</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/scaling.py" line="26"/>
        <source>Scale</source>
        <translation>缩放</translation>
    </message>
    <message>
        <location filename="../../studio/ui/dialogs/scaling.py" line="42"/>
        <source> %</source>
        <translation> %</translation>
    </message>
</context>
<context>
    <name>SpeechBar</name>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="91"/>
        <source>Type what the portrait says, then press Enter.  [AU12=2]smiling[/] moves the face with it</source>
        <translation>输入肖像要说的话，按 Enter 键。  [AU12=2]smiling[/] 让面部随之动作</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="94"/>
        <source>What the portrait says</source>
        <translation>肖像的台词</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="119"/>
        <source>Voice</source>
        <translation>音色</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="119"/>
        <source>Whose voice says the text</source>
        <translation>用谁的声音说出文字</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="120"/>
        <source>Driver</source>
        <translation>驱动</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="120"/>
        <source>What moves the face to the sound</source>
        <translation>用什么让面部随声音动作</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="122"/>
        <source>Speed</source>
        <translation>语速</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="123"/>
        <source>How fast the voice speaks</source>
        <translation>语速</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="142"/>
        <source>Speed: {0} %</source>
        <translation>语速：{0} %</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="145"/>
        <location filename="../../studio/ui/speech/bar.py" line="243"/>
        <source>Speak</source>
        <translation>生成语音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="147"/>
        <source>From a file…</source>
        <translation>从文件…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="148"/>
        <location filename="../../studio/ui/speech/bar.py" line="256"/>
        <source>Record</source>
        <translation>录音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="157"/>
        <source>Which microphone, and whether it counts before</source>
        <translation>选择麦克风，以及录前是否倒数</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="158"/>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="219"/>
        <source>Several…</source>
        <translation>多个…</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="243"/>
        <location filename="../../studio/ui/speech/bar.py" line="256"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="250"/>
        <source>Type what the portrait says first.</source>
        <translation>请先输入人像要说的话。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="265"/>
        <source>begins in {0}</source>
        <translation>倒数 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="291"/>
        <source>What the system chooses</source>
        <translation>系统默认</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="293"/>
        <source>{0} (not connected)</source>
        <translation>{0}（未连接）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/bar.py" line="304"/>
        <source>Count 3, 2, 1 before</source>
        <translation>录前倒数 3、2、1</translation>
    </message>
</context>
<context>
    <name>SpeechController</name>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="59"/>
        <source>Sound track</source>
        <translation>声轨</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="153"/>
        <source>{0} not installed</source>
        <translation>{0} 未安装</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="172"/>
        <source>Voice {0}</source>
        <translation>音色 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="181"/>
        <source>Driver {0}</source>
        <translation>驱动器 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="209"/>
        <source>Speed {0} %</source>
        <translation>语速 {0} %</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="213"/>
        <source>Manner</source>
        <translation>方式</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="217"/>
        <source>Parts that move</source>
        <translation>会动的部分</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="221"/>
        <source>Film beside speech</source>
        <translation>语音之外的影片</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="225"/>
        <location filename="../../studio/ui/controllers/speech.py" line="250"/>
        <source>Manners ({0})</source>
        <translation>神态 ({0})</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="226"/>
        <source>Open a manner</source>
        <translation>打开神态</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="243"/>
        <source>Learn a manner from a clip</source>
        <translation>从片段学习神态</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="243"/>
        <source>Videos ({0})</source>
        <translation>视频 ({0})</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="250"/>
        <source>Save the manner</source>
        <translation>保存神态</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="262"/>
        <source>Learning a manner</source>
        <translation>正在学习神态</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="277"/>
        <source>Speaking</source>
        <translation>正在合成语音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="279"/>
        <source>Speak “{0}”</source>
        <translation>说“{0}”</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="285"/>
        <source>Sounds ({0})</source>
        <translation>声音（{0}）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="286"/>
        <source>Speak from a recording</source>
        <translation>用录音驱动</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="314"/>
        <source>The words of {0} are used with the next recording.</source>
        <translation>{0} 中的文字将用于下一段录音。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="337"/>
        <source>There is no choice of sounds</source>
        <translation>没有可选择的声音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="340"/>
        <source>The one with the voice</source>
        <translation>有人声的那一条</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="350"/>
        <source>Track {0}</source>
        <translation>声轨 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="359"/>
        <source>Sound track {0}</source>
        <translation>声轨 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="372"/>
        <location filename="../../studio/ui/controllers/speech.py" line="391"/>
        <source>Listening</source>
        <translation>正在分析声音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="374"/>
        <location filename="../../studio/ui/controllers/speech.py" line="393"/>
        <source>Speak from {0}</source>
        <translation>用 {0} 驱动</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="429"/>
        <source>The lips go by ear. Type what is said, and use the sound with it, to be exact.</source>
        <translation>口型由听音得出。要更精确，请输入台词，再配合它使用该声音。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="431"/>
        <source>The words do not fit the recording at {0}: the lips go by ear there.</source>
        <translation>文字与录音在 {0} 处不符：那里的口型按听到的声音。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="481"/>
        <source>What was recorded until then is in the library.</source>
        <translation>在此之前的录音已存入素材库。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="482"/>
        <source>Connect it and record again.</source>
        <translation>请重新连接并再次录音。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="483"/>
        <source>The microphone went away.</source>
        <translation>麦克风已断开。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="488"/>
        <source>Record {0}</source>
        <translation>录制 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="490"/>
        <source>Nothing is to be heard in {0}.</source>
        <translation>{0} 中没有声音。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="491"/>
        <source>It is in the library all the same. Is the right microphone chosen, and is it on?</source>
        <translation>它仍已存入素材库。请检查所选麦克风是否正确、是否已打开。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/speech.py" line="499"/>
        <location filename="../../studio/ui/controllers/speech.py" line="500"/>
        <source>Take {0}</source>
        <translation>录音 {0}</translation>
    </message>
</context>
<context>
    <name>SpeechText</name>
    <message>
        <location filename="../../studio/ui/speech/text.py" line="117"/>
        <source>Units</source>
        <translation>单元</translation>
    </message>
    <message>
        <location filename="../../studio/ui/speech/text.py" line="126"/>
        <source>Move the face with these words…</source>
        <translation>让面部随这些词动作…</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <location filename="../../studio/ui/stage/stage.py" line="153"/>
        <source>Stage</source>
        <translation>舞台</translation>
    </message>
    <message>
        <location filename="../../studio/ui/stage/stage.py" line="330"/>
        <source>Original</source>
        <translation>原始</translation>
    </message>
    <message>
        <location filename="../../studio/ui/stage/stage.py" line="330"/>
        <source>Now</source>
        <translation>现在</translation>
    </message>
</context>
<context>
    <name>StageController</name>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="324"/>
        <source>Choose face {0}</source>
        <translation>选择面部 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="332"/>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/stage.py" line="364"/>
        <source>Drag the {0}</source>
        <translation>拖动 {0}</translation>
    </message>
</context>
<context>
    <name>TimeController</name>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="91"/>
        <source>Move the range</source>
        <translation>移动范围</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="94"/>
        <source>Move marker</source>
        <translation>移动标记</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="97"/>
        <source>Name marker</source>
        <translation>命名标记</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="242"/>
        <source>Listening</source>
        <translation>正在分析声音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="232"/>
        <source>Looking</source>
        <translation>正在读取画面</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="268"/>
        <source>Photograph</source>
        <translation>照片</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="268"/>
        <source>Original</source>
        <translation>原始</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="269"/>
        <location filename="../../studio/ui/controllers/time.py" line="270"/>
        <source>Performance</source>
        <translation>表演</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="270"/>
        <source>Speech</source>
        <translation>语音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="271"/>
        <source>By hand</source>
        <translation>手动</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="272"/>
        <source>Blinks and glances</source>
        <translation>眨眼和眼神</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="299"/>
        <source>Move {0}</source>
        <translation>驱动{0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="306"/>
        <source>Without the performance</source>
        <translation>不用表演</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="310"/>
        <source>From the performance: {0}</source>
        <translation>来自表演：{0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="315"/>
        <source>{0} / {1}   {2} fps</source>
        <translation>{0} / {1}   {2} fps</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="366"/>
        <source>Project settings</source>
        <translation>项目设置</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="403"/>
        <source>Begin the range</source>
        <translation>设置入点</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="409"/>
        <source>End the range</source>
        <translation>设置出点</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="416"/>
        <source>Remove marker</source>
        <translation>移除标记</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/time.py" line="418"/>
        <source>Set marker</source>
        <translation>设置标记</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <location filename="../../studio/ui/timeline/timeline.py" line="111"/>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/lanes/spoken.py" line="89"/>
        <source>Words</source>
        <translation>词</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/lanes/spoken.py" line="103"/>
        <source>Phonemes</source>
        <translation>音素</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/lanes/sound.py" line="25"/>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/lanes/pictures.py" line="22"/>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/timeline.py" line="127"/>
        <source>Lanes</source>
        <translation>轨道区</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/timeline.py" line="483"/>
        <source>Marker</source>
        <translation>标记</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/timeline.py" line="483"/>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>ToPicture</name>
    <message>
        <location filename="../../studio/ui/controllers/to_picture.py" line="111"/>
        <source>Only a video can be dubbed: open one first.</source>
        <translation>只有视频才能配音：请先打开一个视频。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/to_picture.py" line="170"/>
        <source>There is no room for a line here: go to a line, or to where there is none.</source>
        <translation>这里没有放台词的空间：请到一句台词处，或没有台词的地方。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/to_picture.py" line="289"/>
        <source>Take {0}</source>
        <translation>第 {0} 条</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/to_picture.py" line="342"/>
        <location filename="../../studio/ui/controllers/to_picture.py" line="406"/>
        <source>Record {0}</source>
        <translation>录制 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/to_picture.py" line="356"/>
        <source>What was recorded until then is in the library.</source>
        <translation>此前录到的内容在素材库中。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/to_picture.py" line="359"/>
        <source>The microphone went away.</source>
        <translation>麦克风断开了。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/to_picture.py" line="359"/>
        <source>Connect it and record again.</source>
        <translation>请重新连接后再录。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/to_picture.py" line="367"/>
        <source>Nothing was heard in the line.</source>
        <translation>台词中没有听到声音。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/to_picture.py" line="368"/>
        <source>Is the right microphone chosen, and is it on?</source>
        <translation>选对麦克风了吗？它打开了吗？</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/to_picture.py" line="397"/>
        <source>Listening</source>
        <translation>正在听</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/to_picture.py" line="413"/>
        <source>{0} takes were recorded; the last one counts.</source>
        <translation>录了 {0} 条；采用最后一条。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/controllers/to_picture.py" line="417"/>
        <source>The lips of “{0}” go by ear; Dub › Type the words of the line makes them exact.</source>
        <translation>“{0}”的口型凭听音推断；配音 › 输入台词的文字… 可使其准确。</translation>
    </message>
</context>
<context>
    <name>Told</name>
    <message>
        <location filename="../../studio/ui/sentences.py" line="14"/>
        <source>A performance can&apos;t be written as {0}.</source>
        <translation>表演不能写为 {0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="15"/>
        <source>A preset needs a name.</source>
        <translation>预设需要名称。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="19"/>
        <source>A timecode in the file can&apos;t be read.</source>
        <translation>无法读取文件中的时间码。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="21"/>
        <source>A voice can&apos;t speak at speed {0}.</source>
        <translation>音色不支持语速 {0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="22"/>
        <source>A {0} picture has at most {1} pixels on a side.</source>
        <translation>{0} 图片的边长最多 {1} 像素。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="25"/>
        <source>At least {0} are needed; use a picture with more pixels or closer to the face.</source>
        <translation>至少需要 {0} 像素；请使用分辨率更高或面部更近的图片。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="26"/>
        <source>Bring the original back, or choose the portrait or clip anew.</source>
        <translation>请恢复原文件，或重新选择肖像或片段。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="29"/>
        <source>Check its name and permissions.</source>
        <translation>请检查其名称和权限。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="30"/>
        <source>Check the name and the folder.</source>
        <translation>请检查名称和文件夹。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="31"/>
        <source>Check the recording&apos;s level, or choose another file.</source>
        <translation>请检查录音电平，或选择其他文件。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="32"/>
        <source>Choose a file whose name ends in .galatea.</source>
        <translation>请选择文件名以 .galatea 结尾的文件。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="33"/>
        <source>Choose a folder of your own, or close the other program.</source>
        <translation>请选择您有写入权限的文件夹，或关闭占用该文件的程序。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="34"/>
        <source>Choose another face, or leave it out to get the largest.</source>
        <translation>请选择其他面部；不指定则使用最大的面部。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="35"/>
        <source>Choose another name.</source>
        <translation>请换一个名称。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="36"/>
        <source>Choose another place by setting {0} to a folder that you may write to.</source>
        <translation>请将 {0} 设为您有写入权限的文件夹，以使用其他位置。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="37"/>
        <source>Choose another place or a shorter name.</source>
        <translation>请选择其他位置或更短的名称。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="38"/>
        <source>Choose from 0.5 (slow) to 2 (fast).</source>
        <translation>请在 0.5（慢）到 2（快）之间选择。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="42"/>
        <source>Choose one of: {0}.</source>
        <translation>可选：{0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="43"/>
        <source>Choose the original; to use another file instead, replace the clip or the portrait.</source>
        <translation>请选择原文件；若要改用其他文件，请替换片段或肖像。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="44"/>
        <source>Choose where to save it.</source>
        <translation>请选择保存位置。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="45"/>
        <source>Clips are not written as “{0}”.</source>
        <translation>视频不能写为“{0}”。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="46"/>
        <source>Close other programs that use it, or choose another one beside the record button.</source>
        <translation>请关闭占用它的其他程序，或在录音按钮旁选择其他麦克风。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="48"/>
        <source>Connect it, or choose another one beside the record button.</source>
        <translation>请连接它，或在录音按钮旁选择其他麦克风。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="49"/>
        <source>Connect one, or choose one in the system.</source>
        <translation>请连接一个，或在系统中选择一个。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="50"/>
        <source>Connect one, or record with any program and open the file.</source>
        <translation>请连接麦克风，或用任何程序录音后打开文件。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="55"/>
        <source>Did you mean {0}?</source>
        <translation>您是否要找 {0}？</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="56"/>
        <source>End the name in .mp4, .mov, .webm or .gif.</source>
        <translation>文件名请以 .mp4、.mov、.webm 或 .gif 结尾。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="57"/>
        <source>End the name in .png, .jpg, .webp or .tif.</source>
        <translation>文件名请以 .png、.jpg、.webp 或 .tif 结尾。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="58"/>
        <source>End the name in .wav or .flac.</source>
        <translation>文件名请以 .wav 或 .flac 结尾。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="60"/>
        <source>End the name in {0}.</source>
        <translation>文件名请以 {0} 结尾。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="63"/>
        <source>Export it again as CSV.</source>
        <translation>请重新导出为 CSV。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="64"/>
        <source>Export it again, or cut it at the jump.</source>
        <translation>请重新导出，或在跳变处切开。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="66"/>
        <source>Export the file again, with its timestamps.</source>
        <translation>请重新导出该文件，并包含时间戳。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="68"/>
        <source>For example [{0}=1].</source>
        <translation>例如 [{0}=1]。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="565"/>
        <source>{0} is too large: more than {1} MB.</source>
        <translation>{0} 太大：超过 {1} MB。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="573"/>
        <source>{0} stands where a number belongs</source>
        <translation>应为数值之处是 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="580"/>
        <source>{0} was changed by another studio or program since it was opened here.</source>
        <translation>{0} 在此处打开之后，被另一个工作室或程序修改过。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="582"/>
        <source>{0} {1}</source>
        <translation>{0}{1}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="584"/>
        <source>{0}, {1}</source>
        <translation>{0}，{1}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="585"/>
        <source>{0}, {1} frames, {2}, {3}, {4}</source>
        <translation>{0}，{1} 帧，{2}，{3}，{4}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="586"/>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="73"/>
        <source>Give a file with sound.</source>
        <translation>请提供有声音的文件。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="10"/>
        <source>1 is fully neutral.</source>
        <translation>1 为完全中性。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="39"/>
        <source>Choose from {0}.</source>
        <translation>请从 {0} 中选择。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="67"/>
        <source>First say that it does not show the person of the picture (a right click on it).</source>
        <translation>请先说明它显示的不是图片中的人（在其上单击右键）。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="69"/>
        <source>Free some space or make {0} writable.</source>
        <translation>请释放一些空间，或使 {0} 可写。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="76"/>
        <source>Give a performance as .json of this studio, or as .csv of OpenFace or Live Link Face.</source>
        <translation>请提供本软件的 .json 表演，或 OpenFace、Live Link Face 的 .csv 表演。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="77"/>
        <source>Give a photograph or a video.</source>
        <translation>请提供照片或视频。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="78"/>
        <source>Give a range within 0 to {0} s.</source>
        <translation>请指定 0 到 {0} 秒之内的范围。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="82"/>
        <source>Give a text, or a sound with a voice in it.</source>
        <translation>请提供文字，或含人声的声音。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="86"/>
        <source>Give another name for the result.</source>
        <translation>请为结果另取名称。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="87"/>
        <source>Give another name.</source>
        <translation>请换一个名称。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="93"/>
        <source>Give the name of a file in it.</source>
        <translation>请指定其中的文件名。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="94"/>
        <source>Give the name of a file.</source>
        <translation>请指定文件名。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="95"/>
        <source>Give the name of a folder for the pictures.</source>
        <translation>请指定存放图片的文件夹名。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="96"/>
        <source>Give the name of a new folder.</source>
        <translation>请指定新的文件夹名。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="97"/>
        <source>Give the recording its words, or choose another renderer.</source>
        <translation>请给录音配上文字，或选择其他渲染器。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="98"/>
        <source>Give the video as the performance, or what “galatea track” wrote of it as .json.</source>
        <translation>请把该视频作为表演，或者使用“galatea track”由它写出的 .json 文件。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="104"/>
        <source>Install a studio that comes with it, or choose the renderer “rig”.</source>
        <translation>请安装带有它的版本，或选择渲染器“rig”。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="105"/>
        <source>Install galatea-studio again: its parts are missing.</source>
        <translation>请重新安装 galatea-studio：缺少组成部分。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="106"/>
        <source>Install it (on Debian: apt install libportaudio2) and start the studio again.</source>
        <translation>请安装它（Debian：apt install libportaudio2），然后重新启动本软件。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="107"/>
        <source>Install the package av again: pip install av.</source>
        <translation>请重新安装软件包 av：pip install av。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="108"/>
        <source>Install the studio again.</source>
        <translation>请重新安装本软件。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="109"/>
        <source>Install the studio again: its package is incomplete.</source>
        <translation>请重新安装本软件：软件包不完整。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="110"/>
        <source>Is the disk full?</source>
        <translation>磁盘是否已满？</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="111"/>
        <source>It comes with the package {0}: install that again.</source>
        <translation>它随软件包 {0} 提供：请重新安装该软件包。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="113"/>
        <source>It comes with the studio: install the studio again.</source>
        <translation>它随本软件提供：请重新安装本软件。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="114"/>
        <source>It goes from 0 to {0}.</source>
        <translation>取值为 0 到 {0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="116"/>
        <source>It has: {0}.</source>
        <translation>其中有：{0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="117"/>
        <source>It is JSON, but not a performance.</source>
        <translation>这是 JSON，但不是表演。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="118"/>
        <source>It is left as it is; when you keep a new preset, it is put aside under another name.</source>
        <translation>它保持不变；存入新预设时，它将改名保留。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="119"/>
        <source>It is said twice how much “{0}” counts.</source>
        <translation>“{0}”的程度说了两次。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="122"/>
        <source>It should look like 00:00:01:12.000.</source>
        <translation>格式应如 00:00:01:12.000。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="123"/>
        <source>It was moved or renamed: show the project where it is now.</source>
        <translation>它已被移动或改名：请为项目指出它现在的位置。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="124"/>
        <source>It was not installed.</source>
        <translation>未安装。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="126"/>
        <source>It was not kept. Export it again.</source>
        <translation>结果未保留。请重新导出。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="127"/>
        <source>It went on from frame {0} of an export that was interrupted.</source>
        <translation>从上次中断的导出第 {0} 帧继续完成。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="130"/>
        <source>Its network is not trained.</source>
        <translation>其网络未经训练。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="131"/>
        <source>Its network was trained for {0} steps.</source>
        <translation>其网络训练了 {0} 步。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="132"/>
        <source>Its network was trained.</source>
        <translation>其网络已训练。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="134"/>
        <source>Known models: {0}.</source>
        <translation>已知模型：{0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="137"/>
        <source>Link the project to the original file.</source>
        <translation>请将项目链接到原文件。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="138"/>
        <source>Look at the internet connection and try again.</source>
        <translation>请检查网络连接，然后重试。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="139"/>
        <source>Make it first, or give another place.</source>
        <translation>请先创建它，或指定其他位置。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="142"/>
        <source>Make room on that disk.</source>
        <translation>请在该磁盘上腾出空间。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="144"/>
        <source>Make room, or write to another disk.</source>
        <translation>请腾出空间，或写到其他磁盘。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="145"/>
        <source>Make {0} writable, or choose another place by {1}.</source>
        <translation>请使 {0} 可写，或通过 {1} 选择其他位置。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="146"/>
        <source>Mend it or take it away; everything else works without it.</source>
        <translation>请修正或移走它；没有它，其余功能照常工作。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="148"/>
        <source>Move it somewhere else, then keep the preset again.</source>
        <translation>请将它移到别处，然后重新存入预设。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="149"/>
        <source>Move something first.</source>
        <translation>请先改动某个单元。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="150"/>
        <source>Moves: {0}. Goes by: {1}.</source>
        <translation>驱动：{0}。依据：{1}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="151"/>
        <source>Mute the layer that should do nothing.</source>
        <translation>请把不应起作用的层静音。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="153"/>
        <source>Name a unit such as AU12, mouthSmileLeft or MouthSmile_L.</source>
        <translation>请指定单元，例如 AU12、mouthSmileLeft 或 MouthSmile_L。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="154"/>
        <source>Name it with one of {0}.</source>
        <translation>文件名请以下列之一结尾：{0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="155"/>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="157"/>
        <source>No face was found in the picture.</source>
        <translation>图片中未检测到面部。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="158"/>
        <source>No frame in the file has a face.</source>
        <translation>文件中没有任何一帧含有面部。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="160"/>
        <source>No part of a speaking face is called “{0}”.</source>
        <translation>说话的面部没有叫“{0}”的部分。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="161"/>
        <source>No region is named.</source>
        <translation>未指定区域。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="162"/>
        <source>No {0} is installed.</source>
        <translation>未安装{0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="163"/>
        <source>Nobody called {0} lent teeth.</source>
        <translation>没有名为 {0} 的牙齿提供者。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="166"/>
        <source>Nothing is to be heard in the recording.</source>
        <translation>录音中没有声音。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="168"/>
        <source>Nothing tells where {0} comes from.</source>
        <translation>没有说明 {0} 从何处获取。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="173"/>
        <source>One frame shows no whole face and stays as it is.</source>
        <translation>有一帧没有完整的面部，保持原样。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="177"/>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="178"/>
        <source>Open an autosave or an earlier copy of it.</source>
        <translation>请打开其自动保存或较早的副本。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="179"/>
        <source>Open it again.</source>
        <translation>请重新打开。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="180"/>
        <source>Open it in a player to see whether it is whole, and save it again as MP4 or WAV.</source>
        <translation>请在播放器中打开，检查是否完整，然后重新存为 MP4 或 WAV。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="181"/>
        <source>Open it in an image program and save it again as PNG or JPEG.</source>
        <translation>请在图像软件中打开，并重新存为 PNG 或 JPEG。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="182"/>
        <source>Opening {0}</source>
        <translation>正在打开 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="183"/>
        <source>Pictures are not written as “{0}”.</source>
        <translation>图片不能写为“{0}”。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="184"/>
        <source>Preparing “{0}”</source>
        <translation>正在准备“{0}”</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="186"/>
        <source>Put the right {0} beside its card: {1}</source>
        <translation>请将正确的 {0} 放到其说明卡旁：{1}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="187"/>
        <source>Record again, or louder.</source>
        <translation>请重新录音，或提高音量。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="188"/>
        <source>Recover</source>
        <translation>恢复</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="189"/>
        <source>Remove it from the timeline.</source>
        <translation>请将它从时间线移除。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="192"/>
        <source>Run: galatea models install {0}</source>
        <translation>请运行：galatea models install {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="197"/>
        <source>Save it as plain text (UTF-8).</source>
        <translation>请存为纯文本（UTF-8）。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="199"/>
        <source>Save it with 8 or 16 bits per channel.</source>
        <translation>请以每通道 8 或 16 位保存。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="201"/>
        <source>Save or copy it again.</source>
        <translation>请重新保存或复制。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="203"/>
        <source>Say it once.</source>
        <translation>只说一次。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="205"/>
        <source>Scale it to 8192 × 8192 or less.</source>
        <translation>请缩小到 8192 × 8192 或以下。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="206"/>
        <source>Scale it to 8K or less.</source>
        <translation>请缩小到 8K 或以下。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="207"/>
        <source>Set {0} to the folder that holds it.</source>
        <translation>请将 {0} 设为其所在文件夹。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="208"/>
        <source>Some rows have no time.</source>
        <translation>有些行没有时间。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="210"/>
        <source>Sound is not written as “{0}”.</source>
        <translation>声音不能写为“{0}”。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="211"/>
        <source>Speech and performance move at least one portion of the face each.</source>
        <translation>语音与表演各至少带动面部的一个部分。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="212"/>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="216"/>
        <source>Take it out.</source>
        <translation>请删去它。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="217"/>
        <source>The card of the model {0} asks for numbers of an unknown kind: {1}.</source>
        <translation>模型 {0} 的卡片要求未知的数值类型：{1}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="218"/>
        <source>The copy of {0} inside the project is damaged.</source>
        <translation>项目内 {0} 的副本已损坏。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="219"/>
        <source>The disk of {0} is full.</source>
        <translation>{0} 所在磁盘已满。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="220"/>
        <source>The face is at rest: there is nothing to keep.</source>
        <translation>面部处于静止状态，没有可保存的内容。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="221"/>
        <source>The face is only {0} pixels large.</source>
        <translation>面部仅 {0} 像素大。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="222"/>
        <source>The face is turned {0}° to the side.</source>
        <translation>面部向侧面转了 {0}°。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="223"/>
        <source>The face that is meant was not found in any frame.</source>
        <translation>所有帧中均未检测到指定的面部。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="224"/>
        <source>The first one is used ({0}); rename or remove the other to end this.</source>
        <translation>将使用第一个（{0}）；重命名或移除另一个即可消除此提示。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="225"/>
        <source>The folder {0} can&apos;t be created ({1}).</source>
        <translation>无法创建文件夹 {0}（{1}）。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="226"/>
        <source>The head would have left what the picture can bear and was held back; a larger reach (--reach, or the project&apos;s settings) lets it go farther.</source>
        <translation>头部本会超出画面所能承受的范围，因此被限制；更大的幅度（--reach，或项目设置）可以让它动得更远。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="227"/>
        <source>The microphone can&apos;t be opened.</source>
        <translation>无法打开麦克风。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="228"/>
        <source>The microphone “{0}” is not connected.</source>
        <translation>麦克风“{0}”未连接。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="229"/>
        <source>The model card {0} can&apos;t be used: {1}.</source>
        <translation>无法使用模型说明卡 {0}：{1}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="230"/>
        <source>The model that finds hands and hair in front of a face is missing.</source>
        <translation>缺少用于识别面前手和头发的模型。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="231"/>
        <source>The model that finishes mouths is missing, so mouths are as the rig draws them.</source>
        <translation>缺少修整嘴部的模型，所以嘴部保持 rig 绘制的样子。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="233"/>
        <source>The model {0} has no file {1}.</source>
        <translation>模型 {0} 没有文件 {1}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="234"/>
        <source>The model “{0}” is not installed.</source>
        <translation>模型“{0}”未安装。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="235"/>
        <source>The models folder can&apos;t be used: {0}.</source>
        <translation>无法使用模型文件夹：{0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="236"/>
        <source>The one of {0} is used; remove the other package to end this.</source>
        <translation>将使用 {0} 的那一个；移除另一软件包即可消除此提示。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="237"/>
        <source>The package {0} names “{1}” as its models, which is no folder.</source>
        <translation>软件包 {0} 将“{1}”指定为其模型，但那不是文件夹。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="239"/>
        <source>The performance is damaged ({0}).</source>
        <translation>表演已损坏（{0}）。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="240"/>
        <source>The performance is damaged.</source>
        <translation>表演已损坏。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="241"/>
        <source>The performance is of a newer kind ({0}; this studio reads {1}).</source>
        <translation>表演的格式较新（{0}；本软件可读取 {1}）。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="245"/>
        <source>The portrait speaks or moves with “{0}” now, so it can&apos;t be removed.</source>
        <translation>肖像正用“{0}”说话或动作，因此不能移除。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="247"/>
        <source>The project has no name yet.</source>
        <translation>项目尚未命名。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="13"/>
        <source>A part of the studio ended the work ({0}).</source>
        <translation>工作室的一个组件结束了工作（{0}）。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="11"/>
        <source>A dubbed film is not written as “{0}”.</source>
        <translation>配音后的影片不能写成“{0}”。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="12"/>
        <source>A layer needs a name.</source>
        <translation>图层需要名称。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="16"/>
        <source>A side has {0} to {1} pixels.</source>
        <translation>每边为 {0} 到 {1} 像素。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="17"/>
        <source>A size of “{0}” can&apos;t be made.</source>
        <translation>无法生成“{0}”的尺寸。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="18"/>
        <source>A smile is still seen ({0} of 5): mend it by hand.</source>
        <translation>仍能看到笑容（{0}/5）：请手动修正。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="20"/>
        <source>A video tells by itself how its person rests.</source>
        <translation>视频本身就能说明其中人物静止时的样子。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="23"/>
        <source>Ask for a larger size, or full: {0} × {1}.</source>
        <translation>请要求更大的尺寸，或 full：{0} × {1}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="24"/>
        <source>Ask for {0} to {1}, or full.</source>
        <translation>请要求 {0} 到 {1}，或 full。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="27"/>
        <source>Build the corpus again.</source>
        <translation>请重新生成语料库。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="28"/>
        <source>Call it {0}.wav, or let its name begin so.</source>
        <translation>请命名为 {0}.wav，或让名称以它开头。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="40"/>
        <source>Choose one of those.</source>
        <translation>请从中选择。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="41"/>
        <source>Choose one of {0}.</source>
        <translation>请选择其中之一：{0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="47"/>
        <source>Close other programs, or take a smaller picture or a smaller size.</source>
        <translation>请关闭其他程序，或使用更小的图片或更小的尺寸。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="51"/>
        <source>Copy it to another disk and try again.</source>
        <translation>请复制到另一个磁盘后再试。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="52"/>
        <source>Cut it into parts, or leave out what is not needed.</source>
        <translation>请分成几部分，或去掉不需要的内容。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="53"/>
        <source>Cut it into parts.</source>
        <translation>请分成几部分。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="54"/>
        <source>Cut it into shorter ones.</source>
        <translation>请切成更短的片段。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="59"/>
        <source>End the name in {0}, or in .mkv, which holds everything.</source>
        <translation>请让名称以 {0} 结尾，或以 .mkv 结尾，它可以容纳一切。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="61"/>
        <source>End the name in {0}: its streams are copied.</source>
        <translation>请让名称以 {0} 结尾：其中的流会被复制。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="62"/>
        <source>Export a picture that speaks instead.</source>
        <translation>请改为导出会说话的图片。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="65"/>
        <source>Export the file again, with its timestamps in seconds.</source>
        <translation>请重新导出文件，时间戳以秒为单位。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="70"/>
        <source>Give a clip in which one face speaks for {0} seconds or more.</source>
        <translation>请提供一个面部说话 {0} 秒或更久的片段。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="71"/>
        <source>Give a clip with the voice of the one who is seen.</source>
        <translation>请提供带有画面中人物声音的片段。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="72"/>
        <source>Give a file that ‘galatea manner learn’ has written, or one of {0}.</source>
        <translation>请提供由 ‘galatea manner learn’ 写出的文件，或以下之一：{0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="74"/>
        <source>Give a folder of PNG, JPEG, TIFF or WebP.</source>
        <translation>请给出一个包含 PNG、JPEG、TIFF 或 WebP 的文件夹。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="75"/>
        <source>Give a longer range, or a shorter line.</source>
        <translation>请给出更长的范围，或更短的台词。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="79"/>
        <source>Give a smaller one.</source>
        <translation>请给出更小的。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="80"/>
        <source>Give a table of vectors with {0} numbers.</source>
        <translation>请给出每个词 {0} 个数的向量表。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="81"/>
        <source>Give a table of word vectors.</source>
        <translation>请给出一个词向量表。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="83"/>
        <source>Give a video.</source>
        <translation>请给出视频。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="84"/>
        <source>Give an earlier place, or a shorter line.</source>
        <translation>请给出更早的位置，或更短的台词。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="85"/>
        <source>Give another folder with -o.</source>
        <translation>请用 -o 给出另一个文件夹。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="88"/>
        <source>Give each line a row, with its start.</source>
        <translation>请给每句台词一行，并写明开始时间。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="89"/>
        <source>Give its first row names: start, end, audio, text, speaker, face, transcript.</source>
        <translation>请在第一行写列名：start, end, audio, text, speaker, face, transcript。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="90"/>
        <source>Give its first row the names picture, and any of {0}.</source>
        <translation>请在第一行写列名 picture，以及 {0} 中的任意几个。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="91"/>
        <source>Give more than 0 %.</source>
        <translation>请输入大于 0 % 的数值。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="92"/>
        <source>Give one with --audio or --text, or a sheet.</source>
        <translation>请用 --audio 或 --text 给出一句，或给出一张表。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="99"/>
        <source>How a person rests is told by a video of them, and none is given.</source>
        <translation>人物静止时的样子要由其视频说明，但没有给出视频。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="100"/>
        <source>If it does, leave out --same-person: the picture was given the other one&apos;s lips.</source>
        <translation>如果是别人，请去掉 --same-person：图片得到了那人的嘴唇。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="101"/>
        <source>In the subtitles {0} there are no words with times.</source>
        <translation>字幕 {0} 中没有带时间的文字。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="102"/>
        <source>In this size only {0} × {1} pixels would be left of the portrait.</source>
        <translation>在这个尺寸下，肖像只剩 {0} × {1} 像素。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="103"/>
        <source>In {0} of 100 frames no face is seen.</source>
        <translation>100 帧中有 {0} 帧看不到面部。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="112"/>
        <source>It comes with the studio: install the studio again, or choose another renderer.</source>
        <translation>它随软件附带：请重新安装软件，或选择其他渲染器。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="115"/>
        <source>It has {0}: give a number from 1 to {0}.</source>
        <translation>共有 {0} 条：请给出 1 到 {0} 的编号。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="120"/>
        <source>It must be word2vec&apos;s .bin or .vec, or one that the studio wrote.</source>
        <translation>必须是 word2vec 的 .bin 或 .vec，或由工作室写出的文件。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="121"/>
        <source>It should be {{&quot;NAME&quot;: [[start, end, &quot;word&quot;], ...]}}, in seconds.</source>
        <translation>应为 {{&quot;NAME&quot;: [[开始, 结束, &quot;词&quot;], ...]}}，以秒为单位。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="125"/>
        <source>It was not kept. Dub it again.</source>
        <translation>结果没有保留。请重新配音。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="128"/>
        <source>It would unpack to more than {0} MB.</source>
        <translation>解压后会超过 {0} MB。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="129"/>
        <source>Its channels cancel one another: channel {0} is heard.</source>
        <translation>各声道相互抵消：使用声道 {0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="133"/>
        <source>Keys can&apos;t all stand at one time.</source>
        <translation>关键帧不能都在同一时刻。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="135"/>
        <source>Line {0} of {1} can&apos;t be used: {2}.</source>
        <translation>{1} 的第 {0} 句台词无法使用：{2}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="136"/>
        <source>Line {0} of {1}: {2}</source>
        <translation>{1} 第 {0} 行：{2}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="140"/>
        <source>Make it readable for you, or choose another place by {0}.</source>
        <translation>请让您可以读取它，或用 {0} 选择其他位置。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="141"/>
        <source>Make one with ‘galatea corpus build CLIPS -o {0}’.</source>
        <translation>请用“galatea corpus build CLIPS -o {0}”生成。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="143"/>
        <source>Make room there, or set {0} to a folder on another disk.</source>
        <translation>请在那里腾出空间，或将 {0} 设为另一磁盘上的文件夹。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="147"/>
        <source>Moments are seconds, 1:02.5 or 01:00:02:12.</source>
        <translation>时刻写作秒、1:02.5 或 01:00:02:12。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="152"/>
        <source>Name a folder with clips of somebody who speaks.</source>
        <translation>请给出一个包含某人说话片段的文件夹。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="156"/>
        <source>No face is seen in the result: look at it, and take less away.</source>
        <translation>结果中看不到面部：请查看，并减少去除的量。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="159"/>
        <source>No line is given.</source>
        <translation>没有给出台词。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="164"/>
        <source>Nobody could open it again: undo what was done last, and save again.</source>
        <translation>没有人能再打开它：请撤销上一步操作，然后重新保存。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="165"/>
        <source>Nobody speaks in it.</source>
        <translation>其中没有人说话。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="167"/>
        <source>Nothing is to be heard in {0}.</source>
        <translation>{0} 中没有声音。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="169"/>
        <source>Nothing.</source>
        <translation>无需处理。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="170"/>
        <source>Nothing: a smile is left, as was asked for ({0} of 5).</source>
        <translation>无需处理：按要求留下了笑容（{0}/5）。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="171"/>
        <source>Nothing: it was at rest already.</source>
        <translation>无需处理：原本就处于静止。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="172"/>
        <source>Of {0} sound tracks, number {1} is heard: {2}.</source>
        <translation>{0} 条声轨中使用第 {1} 条：{2}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="174"/>
        <source>One mouth says one line at a time: give them other ranges, or other faces.</source>
        <translation>一张嘴一次只说一句：请使用其他范围或其他面部。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="175"/>
        <source>Only a video can be dubbed.</source>
        <translation>只有视频可以配音。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="176"/>
        <source>Only layers with keys of your own can be renamed or removed.</source>
        <translation>只有带有您自己关键帧的图层才能重命名或删除。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="185"/>
        <source>Put it where the line should be split.</source>
        <translation>请把它放在要拆分台词的位置。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="190"/>
        <source>Remove it with your file manager.</source>
        <translation>请用文件管理器删除它。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="191"/>
        <source>Remove what you don&apos;t need from the library, or begin another project.</source>
        <translation>请从资料库中删除不需要的内容，或新建一个项目。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="193"/>
        <source>Save it again as MP4 or Matroska.</source>
        <translation>请重新保存为 MP4 或 Matroska。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="194"/>
        <source>Save it again as WAV, with 48000 Hz.</source>
        <translation>请重新保存为 48000 Hz 的 WAV。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="195"/>
        <source>Save it again with {0} channels or fewer.</source>
        <translation>请重新保存为 {0} 个或更少的声道。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="196"/>
        <source>Save it as CSV.</source>
        <translation>请保存为 CSV。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="198"/>
        <source>Save it under another name, or replace what is there.</source>
        <translation>请另存为其他名称，或替换已有的文件。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="200"/>
        <source>Save it yourself.</source>
        <translation>请自行保存。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="202"/>
        <source>Save them again as SRT or WebVTT, or give the words as plain text.</source>
        <translation>请重新保存为 SRT 或 WebVTT，或以纯文本给出文字。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="204"/>
        <source>Say that it is the same person for a picture only.</source>
        <translation>只有图片才需要说明是同一个人。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="209"/>
        <source>Something outside the face changed by {0} of 255: look at it.</source>
        <translation>面部之外有 {0}/255 的变化：请查看。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="213"/>
        <source>Streams that can&apos;t be copied were left out: {0}.</source>
        <translation>无法复制的流已被略去：{0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="214"/>
        <source>Such a file is a mistake or a trap: don&apos;t use it, or ask for a smaller one.</source>
        <translation>这样的文件是错误或陷阱：请不要使用，或索取更小的文件。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="215"/>
        <source>Take it away and build the corpus again.</source>
        <translation>请移走它并重新生成语料库。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="232"/>
        <source>The model that redraws faces by action units is missing.</source>
        <translation>缺少按动作单元重绘面部的模型。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="238"/>
        <source>The performance has more than {0} frames.</source>
        <translation>表演超过 {0} 帧。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="242"/>
        <source>The person is less themselves ({0} of 1): take less away, or less of one part.</source>
        <translation>此人变得不太像本人（{0}/1）：请减少去除的量，或减少某一部分。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="243"/>
        <source>The playhead is not within a line.</source>
        <translation>播放头不在台词内。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="244"/>
        <source>The plugin {0} has failed: {1}.</source>
        <translation>插件 {0} 失败：{1}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="246"/>
        <source>The project could not be autosaved.</source>
        <translation>项目无法自动保存。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="248"/>
        <source>The project holds more sound and motion than can be opened again ({0} MB).</source>
        <translation>项目中的声音和动作多到无法再次打开（{0} MB）。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="249"/>
        <source>The project is longer than a day, or its frame rate is none of moving pictures.</source>
        <translation>项目长于一天，或其帧率不是动态影像的帧率。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="250"/>
        <source>The recording of {0} is not where it was: the copy in the project, mono, is heard.</source>
        <translation>{0} 的录音已不在原处：播放的是项目中的单声道副本。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="251"/>
        <source>The result can&apos;t be {0} pixels wide: the portrait has {1}.</source>
        <translation>结果不能是 {0} 像素宽：肖像为 {1}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="252"/>
        <source>The result is in {0}.</source>
        <translation>结果位于 {0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="253"/>
        <source>The result would replace the film itself.</source>
        <translation>结果会覆盖影片本身。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="254"/>
        <source>The result would replace the portrait itself.</source>
        <translation>结果将覆盖肖像本身。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="255"/>
        <source>The results would replace the portraits themselves.</source>
        <translation>结果会替换肖像本身。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="256"/>
        <source>The sound can&apos;t be written ({0}).</source>
        <translation>无法写入声音（{0}）。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="257"/>
        <source>The sound does not fit into {0}.</source>
        <translation>{0} 的空间不足以存放声音。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="258"/>
        <source>The sound is {0} dB louder than full scale and is turned down.</source>
        <translation>声音超出满幅 {0} dB，已调低。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="259"/>
        <source>The sound was {0} and is kept as FLAC now, so that nothing else in it changes.</source>
        <translation>声音原为 {0}，现保存为 FLAC，这样其中其他内容不会改变。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="260"/>
        <source>The strength goes from 0 to 1, not {0}.</source>
        <translation>强度为 0 到 1，不能为 {0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="261"/>
        <source>The studio&apos;s own file {0} is missing.</source>
        <translation>缺少本软件自带的文件 {0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="262"/>
        <source>The table has no columns of a face.</source>
        <translation>表格中没有面部数据列。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="263"/>
        <source>The table is damaged.</source>
        <translation>表格已损坏。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="264"/>
        <source>The table is too long.</source>
        <translation>表格太长。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="265"/>
        <source>The tag [{0}] asks {1} for {2}.</source>
        <translation>标签 [{0}] 要求 {1} 为 {2}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="266"/>
        <source>The tag [{0}] names a unit that does not exist: {1}.</source>
        <translation>标签 [{0}] 指定的单元不存在：{1}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="267"/>
        <source>The tag [{0}] needs a number.</source>
        <translation>标签 [{0}] 需要一个数值。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="268"/>
        <source>The tag {0} in the text has no ].</source>
        <translation>文本中的标签 {0} 没有 ]。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="269"/>
        <source>The timeline names “{0}”, which is not there.</source>
        <translation>时间线引用的“{0}”不存在。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="270"/>
        <source>The times in the file jump.</source>
        <translation>文件中的时间有跳变。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="271"/>
        <source>The times in the file lie too close to one another.</source>
        <translation>文件中的时间彼此太近。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="272"/>
        <source>The training of its network is begun, {0} steps: not yet useful.</source>
        <translation>其网络的训练刚开始（{0} 步），尚不能用。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="273"/>
        <source>The training of its network is begun: not yet useful.</source>
        <translation>其网络的训练刚开始，尚不能用。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="274"/>
        <source>The video has become shorter.</source>
        <translation>视频变短了。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="275"/>
        <source>The video is interlaced; its fields were made into whole pictures.</source>
        <translation>视频是隔行的；其各场已合成为完整的画面。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="276"/>
        <source>The video&apos;s frame rate varies; every frame is kept, at {0} fps.</source>
        <translation>视频的帧率不固定；以 {0} fps 保留每一帧。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="277"/>
        <source>The voice can&apos;t say any of “{0}”: it reads English words and numbers.</source>
        <translation>音色无法念出“{0}”：它只读英文单词和数字。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="278"/>
        <source>The voice can&apos;t say these words and left them out: {0}.</source>
        <translation>语音读不出这些词，已略去：{0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="279"/>
        <source>The voice finds nothing to say in “{0}”.</source>
        <translation>“{0}”中没有音色能念的内容。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="280"/>
        <source>The voice says nothing to this text.</source>
        <translation>音色对这段文字没有可念的内容。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="281"/>
        <source>The whole picture had to be encoded anew: a stretch can&apos;t be put into this kind of video. Outside the ranges it looks the same, and is not the same to the bit.</source>
        <translation>整个画面不得不重新编码：无法把一段放入这种视频。范围之外看起来相同，但并非逐位相同。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="282"/>
        <source>The words in {0} have {1} numbers each, not {2}.</source>
        <translation>{0} 中的词每个有 {1} 个数，而不是 {2}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="283"/>
        <source>The {0} “{1}” is offered by {2} and by {3}.</source>
        <translation>{0}“{1}”同时由 {2} 和 {3} 提供。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="284"/>
        <source>The {0} “{1}” of the package {2} {3}.</source>
        <translation>软件包 {2} 的{0}“{1}”{3}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="285"/>
        <source>There are no frames in {0}.</source>
        <translation>{0} 中没有帧。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="286"/>
        <source>There are no lines in {0}.</source>
        <translation>{0} 中没有台词。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="287"/>
        <source>There are no pictures in {0}.</source>
        <translation>{0} 中没有图片。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="288"/>
        <source>There are no videos in {0}.</source>
        <translation>{0} 中没有视频。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="289"/>
        <source>There is a [/] in the text that closes nothing.</source>
        <translation>文字中有一个 [/] 没有对应的标签。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="290"/>
        <source>There is a layer called “{0}” already.</source>
        <translation>已有名为“{0}”的图层。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="291"/>
        <source>There is a preset called “{0}” already.</source>
        <translation>已有名为“{0}”的预设。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="292"/>
        <source>There is a second model called “{0}” ({1}): {2}.</source>
        <translation>有第二个名为“{0}”的模型（{1}）：{2}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="293"/>
        <source>There is no H.264 encoder here.</source>
        <translation>此处没有 H.264 编码器。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="294"/>
        <source>There is no corpus in {0}.</source>
        <translation>{0} 中没有语料库。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="295"/>
        <source>There is no face at {0}, {1}; {2}.</source>
        <translation>({0}, {1}) 处没有面部；{2}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="296"/>
        <source>There is no face number {0} (counted from the left, from 0); {1}.</source>
        <translation>没有编号为 {0} 的面部（从左数，自 0 起）；{1}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="297"/>
        <source>There is no file {0}.</source>
        <translation>文件 {0} 不存在。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="298"/>
        <source>There is no folder {0}.</source>
        <translation>文件夹 {0} 不存在。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="299"/>
        <source>There is no loudspeaker that plays.</source>
        <translation>没有可播放的扬声器。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="300"/>
        <source>There is no loudspeaker to be found without PortAudio.</source>
        <translation>缺少 PortAudio，无法找到扬声器。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="301"/>
        <source>There is no manner “{0}”.</source>
        <translation>没有神态“{0}”。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="302"/>
        <source>There is no microphone to be found without PortAudio.</source>
        <translation>缺少 PortAudio，无法找到麦克风。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="303"/>
        <source>There is no microphone.</source>
        <translation>没有麦克风。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="304"/>
        <source>There is no model called {0}.</source>
        <translation>没有名为 {0} 的模型。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="305"/>
        <source>There is no mood “{0}”.</source>
        <translation>没有“{0}”这种情绪。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="306"/>
        <source>There is no picture {0} in {1}, and the settings name it.</source>
        <translation>{1} 中没有图片 {0}，而设置中提到了它。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="307"/>
        <source>There is no recording for line {0} in {1}.</source>
        <translation>{1} 中没有第 {0} 句台词的录音。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="308"/>
        <source>There is no region called “{0}”.</source>
        <translation>没有名为“{0}”的区域。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="309"/>
        <source>There is no sheet called “{0}”.</source>
        <translation>没有名为“{0}”的一览表。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="310"/>
        <source>There is no speech in this sound: it is empty or silent.</source>
        <translation>此声音中没有语音：它是空的或无声的。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="311"/>
        <source>There is no table of numbers in the file.</source>
        <translation>文件中没有数值表格。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="312"/>
        <source>There is no text to speak.</source>
        <translation>没有可说的文字。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="313"/>
        <source>There is no time “{0}”.</source>
        <translation>没有时间“{0}”。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="314"/>
        <source>There is no unit called “{0}”.</source>
        <translation>没有名为“{0}”的单元。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="315"/>
        <source>There is no {0} called “{1}”.</source>
        <translation>没有名为“{1}”的{0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="316"/>
        <source>There is no {0} device on this machine.</source>
        <translation>此计算机上没有 {0} 设备。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="317"/>
        <source>There is not enough memory for this.</source>
        <translation>内存不足，无法完成。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="318"/>
        <source>There is nothing from {0} to {1} s.</source>
        <translation>{0} 到 {1} 秒之间没有内容。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="319"/>
        <source>There is nothing to speak.</source>
        <translation>没有可说的内容。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="320"/>
        <source>There is too little to learn a manner from.</source>
        <translation>可供学习神态的内容太少。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="321"/>
        <source>There is {0}.</source>
        <translation>可用：{0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="322"/>
        <source>This closes nothing: take it out.</source>
        <translation>没有与此对应的标签：请删去它。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="323"/>
        <source>This is being exported already.</source>
        <translation>此内容正在导出。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="324"/>
        <source>This is not a Galatea project.</source>
        <translation>这不是 Galatea 项目。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="325"/>
        <source>This project is damaged: {0}.</source>
        <translation>此项目已损坏：{0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="326"/>
        <source>This project is drawn by “{0}”, and the plugin that brings it is not installed.</source>
        <translation>此项目由“{0}”绘制，但提供它的插件没有安装。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="327"/>
        <source>This project was made by a newer Galatea Studio (project/{0}; this one reads up to project/{1}).</source>
        <translation>此项目由更新版本的 Galatea Studio 创建（project/{0}；当前版本最高可读取 project/{1}）。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="328"/>
        <source>This project was made by a newer Galatea Studio, so saving it here would lose part of it.</source>
        <translation>此项目由更新版本的 Galatea Studio 创建，在此保存会丢失部分内容。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="329"/>
        <source>Times begin at 0 and end after a day.</source>
        <translation>时间从 0 开始，到一天为止。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="330"/>
        <source>Track the video again.</source>
        <translation>请重新跟踪视频。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="331"/>
        <source>Type a sentence, give a recording, or choose another renderer.</source>
        <translation>请输入一句话、提供录音，或选择其他渲染器。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="332"/>
        <source>Type one.</source>
        <translation>请输入名称。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="333"/>
        <source>Until then “{0}” draws instead.</source>
        <translation>在此之前由“{0}”代为绘制。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="334"/>
        <source>Up to {0}° can be animated; use a picture in which both eyes are seen well.</source>
        <translation>最多支持 {0}°；请使用双眼清晰可见的图片。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="335"/>
        <source>Update or remove it, or use another one.</source>
        <translation>请更新或移除它，或使用其他的。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="336"/>
        <source>Update or remove the package that it belongs to ({0}), or use another.</source>
        <translation>请更新或移除它所属的软件包（{0}），或使用其他的。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="337"/>
        <source>Update or remove the package {0}; everything else works without it.</source>
        <translation>请更新或移除软件包 {0}；没有它，其余功能照常工作。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="338"/>
        <source>Update the studio, or open the project to look at it only.</source>
        <translation>请更新本软件，或以只读方式打开项目。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="339"/>
        <source>Update the studio, or start a new project.</source>
        <translation>请更新本软件，或新建项目。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="340"/>
        <source>Use --force to replace it, or give another name.</source>
        <translation>请用 --force 替换它，或换一个名称。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="341"/>
        <source>Use a picture in which one human face is seen from the front, larger than {0} pixels. Animals and strongly simplified drawings are not recognised.</source>
        <translation>请使用含一张正面人脸、且面部大于 {0} 像素的图片。动物和过于简化的绘画无法识别。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="342"/>
        <source>Use a video in which a face is seen from the front, or choose another face.</source>
        <translation>请使用能看到正面人脸的视频，或选择其他面部。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="343"/>
        <source>Use another sound or performance first.</source>
        <translation>请先换用其他声音或表演。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="344"/>
        <source>Use letters, digits, spaces, dots and dashes.</source>
        <translation>请使用字母、数字、空格、点和短横线。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="345"/>
        <source>Use the model&apos;s weights as .safetensors.</source>
        <translation>请使用该模型的 .safetensors 权重。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="346"/>
        <source>Wait until the other export ends.</source>
        <translation>请等待另一个导出结束。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="347"/>
        <source>What the portrait should say is typed into the speech bar, or given with --text.</source>
        <translation>肖像要说的话请在语音栏中输入，或用 --text 给出。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="348"/>
        <source>Write .png or .tif instead.</source>
        <translation>请改写为 .png 或 .tif。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="349"/>
        <source>Write a mood as happy:0.5, and liveliness as {0} or a number from 0 to {1}.</source>
        <translation>情绪写作 happy:0.5，活跃度写作 {0} 或 0 到 {1} 的数字。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="350"/>
        <source>Write a name, = or +=, and a number: AU12=3, BrowsU_C=.6, yaw+=10.</source>
        <translation>请依次写名称、= 或 += 以及数值：AU12=3、BrowsU_C=.6、yaw+=10。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="351"/>
        <source>Write a name, or who moves what: mouth=NAME,face=NAME,head=NAME.</source>
        <translation>请写一个名称，或写明各部分由谁驱动：mouth=名称,face=名称,head=名称。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="352"/>
        <source>Write a number from {0} to {1}, as {2}.</source>
        <translation>请写 {0} 到 {1} 的数字，如 {2}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="353"/>
        <source>Write a number from {0} to {1}.</source>
        <translation>请写 {0} 到 {1} 的数字。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="354"/>
        <source>Write a part and a number from 0 to 1, as head:0.5; several with commas.</source>
        <translation>请写部分名和 0 到 1 的数字，例如 head:0.5；多个用逗号分开。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="355"/>
        <source>Write a sentence, or give a sound file.</source>
        <translation>请写一句话，或提供声音文件。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="356"/>
        <source>Write a tag as [AU12=2], and where it ends [/].</source>
        <translation>标签写作 [AU12=2]，结束处写 [/]。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="357"/>
        <source>Write a whole sentence.</source>
        <translation>请写完整的句子。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="358"/>
        <source>Write full, half, auto, 1080p, 1280x720 or a width.</source>
        <translation>请写 full、half、auto、1080p、1280x720 或一个宽度。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="359"/>
        <source>Write it as {0}.</source>
        <translation>请写作 {0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="360"/>
        <source>Write names as the files have them, with their endings.</source>
        <translation>请按文件的原名书写，包括扩展名。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="361"/>
        <source>Write one or more of contrast, denoise, sharpen; or none.</source>
        <translation>请写 contrast、denoise、sharpen 中的一个或多个，或写 none。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="362"/>
        <source>Write one.</source>
        <translation>请写一个。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="363"/>
        <source>Write the words in Latin letters, or record them and give the sound file.</source>
        <translation>请用拉丁字母书写，或录音后提供声音文件。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="364"/>
        <source>Write to a disk that takes large files.</source>
        <translation>请写到支持大文件的磁盘。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="365"/>
        <source>Your presets in {0} can&apos;t be read: the file is damaged, or a newer studio made it.</source>
        <translation>无法读取 {0} 中的预设：文件已损坏，或由更新版本创建。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="366"/>
        <source>a column has another length than the rest, or numbers that are none</source>
        <translation>有一列的长度与其余不同，或含有无效数值</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="367"/>
        <source>a face at rest has {0} points, not {1}</source>
        <translation>静止的面部有 {0} 个点，而不是 {1} 个</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="368"/>
        <source>a few seconds left</source>
        <translation>还剩几秒</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="369"/>
        <source>a file without a suffix</source>
        <translation>没有扩展名的文件</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="370"/>
        <source>a frame rate is positive, not {0}</source>
        <translation>帧率须为正数，不能为 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="371"/>
        <source>a keyframe&apos;s numbers are finite, not {0} {1} {2}</source>
        <translation>关键帧的数值须有限，不能为 {0} {1} {2}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="372"/>
        <source>a line begins before the film, or fades backwards</source>
        <translation>台词早于影片开始，或淡变方向颠倒</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="373"/>
        <source>a line has no take {0}</source>
        <translation>台词没有录音 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="374"/>
        <source>a list has another length than the rest</source>
        <translation>有一个列表与其余长度不同</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="375"/>
        <source>a name is no text, or endless</source>
        <translation>名称不是文字，或过长</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="376"/>
        <source>a number is out of its bounds</source>
        <translation>有数字超出范围</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="377"/>
        <source>a part of it is not as a part of a card should be</source>
        <translation>其中有一部分不符合说明卡的格式</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="378"/>
        <source>a range can&apos;t end ({0}) before it starts ({1})</source>
        <translation>范围的结束（{0}）不能早于开始（{1}）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="379"/>
        <source>a snippet is too long or too short</source>
        <translation>动作片段太长或太短</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="380"/>
        <source>a snippet looks about at no time of its own</source>
        <translation>动作片段的视线没有自己的时刻</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="381"/>
        <source>a state has {0} channels, not {1}</source>
        <translation>状态应有 {0} 个通道，不能为 {1}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="382"/>
        <source>a take of {0} s can&apos;t be heard until {1} s</source>
        <translation>{0} 秒的录音不能听到 {1} 秒</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="383"/>
        <source>a weight is no number</source>
        <translation>有的权重不是数值</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="384"/>
        <source>about {0} h {1} min left</source>
        <translation>约剩 {0} 小时 {1} 分钟</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="385"/>
        <source>about {0} min left</source>
        <translation>约剩 {0} 分钟</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="386"/>
        <source>about {0} s left</source>
        <translation>约剩 {0} 秒</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="387"/>
        <source>an incoming handle lies before its keyframe, an outgoing one after it</source>
        <translation>入手柄须在关键帧之前，出手柄须在其后</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="388"/>
        <source>beside speech a film moves the face or the head alone</source>
        <translation>语音之外，影片只能驱动面部或头部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="389"/>
        <source>channels, head and gaze of a performance differ in length or width</source>
        <translation>表演的通道、头部与注视在长度或宽度上不一致</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="390"/>
        <source>checking</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="391"/>
        <source>comparing</source>
        <translation>正在比较</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="392"/>
        <source>could not be loaded: {0}</source>
        <translation>无法加载：{0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="393"/>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="394"/>
        <source>drawing</source>
        <translation>正在绘制</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="395"/>
        <source>drawing {0}</source>
        <translation>正在绘制 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="396"/>
        <source>drawn</source>
        <translation>已绘制</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="397"/>
        <source>driver</source>
        <translation>驱动</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="398"/>
        <source>face</source>
        <translation>面部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="399"/>
        <source>face and gaze</source>
        <translation>面部与注视</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="400"/>
        <source>fetching {0}</source>
        <translation>正在下载 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="401"/>
        <source>fetching {0}: {1} of {2} MB</source>
        <translation>正在下载 {0}：{1} / {2} MB</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="402"/>
        <source>finding the face</source>
        <translation>正在检测面部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="403"/>
        <source>folds</source>
        <translation>皱褶</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="404"/>
        <source>following the face</source>
        <translation>正在跟踪面部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="405"/>
        <source>frame {0}</source>
        <translation>第 {0} 帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="406"/>
        <source>frame {0} of {1}</source>
        <translation>第 {0}/{1} 帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="407"/>
        <source>going on from frame {0} of {1}</source>
        <translation>从第 {0}/{1} 帧继续</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="408"/>
        <source>head</source>
        <translation>头部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="409"/>
        <source>is not a complete {0}: it lacks {1}</source>
        <translation>不是完整的{0}：缺少 {1}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="410"/>
        <source>it ends before it begins, or begins before the film</source>
        <translation>它在开始之前就结束，或在影片之前开始</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="411"/>
        <source>it has neither a recording nor a text</source>
        <translation>它既没有录音也没有文本</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="412"/>
        <source>it has the voice</source>
        <translation>其中有人声</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="413"/>
        <source>it is JSON, but no manner</source>
        <translation>是 JSON，但不是神态</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="414"/>
        <source>it is nested too deeply</source>
        <translation>嵌套过深</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="415"/>
        <source>it names no file</source>
        <translation>它没有列出任何文件</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="416"/>
        <source>it says nothing of “{0}”</source>
        <translation>它没有说明“{0}”</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="417"/>
        <source>its name “{0}” is not the name of its folder, or not a plain one</source>
        <translation>其名称“{0}”与所在文件夹不同，或含有不允许的字符</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="418"/>
        <source>its server answers {0} {1}</source>
        <translation>服务器答复 {0} {1}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="419"/>
        <source>its “{0}” is not a line of text</source>
        <translation>其“{0}”不是一行文字</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="420"/>
        <source>its “{0}” is not a text</source>
        <translation>其“{0}”不是文本</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="421"/>
        <source>laying out the contact sheet</source>
        <translation>正在排列联系表</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="422"/>
        <source>learning</source>
        <translation>正在学习</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="423"/>
        <source>listening</source>
        <translation>正在分析声音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="424"/>
        <source>liveliness goes from 0 to {0}, a mood from 0 to 1</source>
        <translation>活跃度为 0 到 {0}，情绪为 0 到 1</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="425"/>
        <source>loading the renderer</source>
        <translation>正在加载渲染器</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="426"/>
        <source>loading the voice</source>
        <translation>正在加载音色</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="427"/>
        <source>looking</source>
        <translation>正在读取画面</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="428"/>
        <source>looking at the lips</source>
        <translation>正在查看嘴唇</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="429"/>
        <source>looking at the result</source>
        <translation>正在检查结果</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="430"/>
        <source>more</source>
        <translation>更多</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="431"/>
        <source>mouth</source>
        <translation>嘴部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="432"/>
        <source>moving the face</source>
        <translation>正在驱动面部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="433"/>
        <source>no sound</source>
        <translation>无声音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="434"/>
        <source>none has a voice</source>
        <translation>都没有人声</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="435"/>
        <source>nothing in a face is called {0}</source>
        <translation>面部没有名为 {0} 的项</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="436"/>
        <source>npm package {0} {1}</source>
        <translation>npm 软件包 {0} {1}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="437"/>
        <source>one face was found</source>
        <translation>检测到 1 张面部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="438"/>
        <source>opening</source>
        <translation>正在打开</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="439"/>
        <source>package {0}</source>
        <translation>软件包 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="440"/>
        <source>package {0} {1}</source>
        <translation>软件包 {0} {1}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="441"/>
        <source>phonemes</source>
        <translation>音素</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="442"/>
        <source>picture {0} of {1}, {2}</source>
        <translation>第 {0} 张图片，共 {1} 张，{2}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="443"/>
        <source>pip gave no file</source>
        <translation>pip 未给出文件</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="444"/>
        <source>pip, which downloads packages, is not in this Python</source>
        <translation>此 Python 中没有用于下载软件包的 pip</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="445"/>
        <source>preparing the face</source>
        <translation>正在准备面部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="446"/>
        <source>putting it together</source>
        <translation>正在合成文件</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="447"/>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="448"/>
        <source>renderer</source>
        <translation>渲染器</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="449"/>
        <source>something in it is of another kind than belongs there</source>
        <translation>其中有些内容的类型不对</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="450"/>
        <source>sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="451"/>
        <source>sound starts with the picture</source>
        <translation>声音与画面同时开始</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="452"/>
        <source>sound that starts {0} ms late</source>
        <translation>声音晚 {0} 毫秒开始</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="453"/>
        <source>sound.wav beside them</source>
        <translation>声音另存为 sound.wav</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="454"/>
        <source>speaking</source>
        <translation>正在合成语音</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="455"/>
        <source>studio</source>
        <translation>本软件</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="456"/>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="457"/>
        <source>the connection broke off</source>
        <translation>连接中断</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="458"/>
        <source>the face is found</source>
        <translation>已找到面部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="459"/>
        <source>the file says that it is to be heard</source>
        <translation>文件标明应使用它</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="460"/>
        <source>the manner is of a newer kind ({0}; this studio reads {1})</source>
        <translation>神态属于更新的种类（{0}；本软件可读 {1}）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="461"/>
        <source>the memory of {0} is full</source>
        <translation>{0} 的内存已满</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="462"/>
        <source>the mouth&apos;s finish</source>
        <translation>嘴部的修整</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="463"/>
        <source>the part “{0}” is missing.</source>
        <translation>缺少“{0}”部分。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="464"/>
        <source>the rest</source>
        <translation>其余</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="465"/>
        <source>the snippet {0} has another length than its sound</source>
        <translation>动作片段 {0} 与其声音长度不同</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="466"/>
        <source>the snippet {0} looks nowhere</source>
        <translation>动作片段 {0} 没有视线</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="467"/>
        <source>there are more than {0} snippets</source>
        <translation>动作片段超过 {0} 个</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="468"/>
        <source>there are no handles called {0}</source>
        <translation>没有名为 {0} 的手柄</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="469"/>
        <source>there are no {0} tracks</source>
        <translation>没有 {0} 类型的轨道</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="470"/>
        <source>there is no finishing step “{0}”</source>
        <translation>没有修饰步骤“{0}”</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="471"/>
        <source>there is no frame {0} at {1} a second</source>
        <translation>每秒 {1} 帧时没有第 {0} 帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="472"/>
        <source>there is no interpolation called {0}</source>
        <translation>没有名为 {0} 的插值</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="473"/>
        <source>there is no mood “{0}”</source>
        <translation>没有“{0}”这种情绪</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="474"/>
        <source>there is no source of the kind “{0}”</source>
        <translation>没有“{0}”这种来源</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="475"/>
        <source>tracker</source>
        <translation>跟踪器</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="476"/>
        <source>two keyframes of a curve share one time</source>
        <translation>一条曲线上有两个关键帧时间相同</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="477"/>
        <source>voice</source>
        <translation>音色</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="478"/>
        <source>waiting for another program that fetches {0}</source>
        <translation>正在等待另一个程序下载 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="479"/>
        <source>what it says of “{0}” can&apos;t be</source>
        <translation>关于“{0}”的说明不可能成立</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="480"/>
        <source>what lies in front</source>
        <translation>面部前方的遮挡物</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="481"/>
        <source>what should be a face at rest is none</source>
        <translation>本应是静止面部的内容并不是面部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="482"/>
        <source>words</source>
        <translation>词</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="483"/>
        <source>yours</source>
        <translation>您自己的</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="484"/>
        <source>{0} (“{1}”)</source>
        <translation>{0}（“{1}”）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="485"/>
        <source>{0} and not {1}</source>
        <translation>{0}，而不是 {1}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="486"/>
        <source>{0} appeared while the work went on.</source>
        <translation>工作期间出现了 {0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="487"/>
        <source>{0} begins before {1} ends.</source>
        <translation>{0} 在 {1} 结束之前开始。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="488"/>
        <source>{0} can change by {1} at most, not {2}.</source>
        <translation>{0} 最多可变化 {1}，不能为 {2}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="489"/>
        <source>{0} can&apos;t be kept in a file that ends in {1}.</source>
        <translation>{0} 不能保存在以 {1} 结尾的文件中。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="490"/>
        <source>{0} can&apos;t be opened.</source>
        <translation>无法打开 {0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="491"/>
        <source>{0} can&apos;t be read ({1}).</source>
        <translation>无法读取 {0}（{1}）。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="492"/>
        <source>{0} can&apos;t be read and can&apos;t be put aside ({1}).</source>
        <translation>无法读取 {0}，也无法将其改名保留（{1}）。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="493"/>
        <source>{0} can&apos;t be read as a picture: it is damaged, cut off, or of another kind.</source>
        <translation>无法将 {0} 作为图片读取：它已损坏、不完整，或属于其他类型。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="494"/>
        <source>{0} can&apos;t be read: it is damaged, cut off, or not a sound or video file.</source>
        <translation>无法读取 {0}：它已损坏、不完整，或不是声音或视频文件。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="495"/>
        <source>{0} can&apos;t be removed.</source>
        <translation>无法移除 {0}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="496"/>
        <source>{0} can&apos;t be stored: {1}.</source>
        <translation>无法保存 {0}：{1}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="497"/>
        <source>{0} can&apos;t be written ({1}).</source>
        <translation>无法写入 {0}（{1}）。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="498"/>
        <source>{0} can&apos;t be written: the folder is read-only, or another program holds the file.</source>
        <translation>无法写入 {0}：文件夹为只读，或文件被其他程序占用。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="499"/>
        <source>{0} can&apos;t be “{1}”.</source>
        <translation>{0} 不能是“{1}”。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="500"/>
        <source>{0} could not be fetched from {1}: {2}.</source>
        <translation>无法从 {1} 下载 {0}：{2}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="501"/>
        <source>{0} did not come out as ordered: {1}.</source>
        <translation>{0} 与要求不符：{1}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="502"/>
        <source>{0} does not move the {1}.</source>
        <translation>{0} 不驱动{1}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="503"/>
        <source>{0} does not say when its pictures are shown.</source>
        <translation>{0} 没有说明画面的显示时间。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="504"/>
        <source>{0} does not tell where lines begin, and what is said there.</source>
        <translation>{0} 没有说明台词从哪里开始、说什么。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="505"/>
        <source>{0} faces were found</source>
        <translation>检测到 {0} 张面部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="506"/>
        <source>{0} frames a second and not {1}</source>
        <translation>每秒 {0} 帧，而不是 {1} 帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="507"/>
        <source>{0} frames and not {1}</source>
        <translation>{0} 帧，而不是 {1} 帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="508"/>
        <source>{0} frames at {1} fps</source>
        <translation>{0} 帧，{1} fps</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="509"/>
        <source>{0} frames beside the ranges, up to the next place where a video can be cut, were encoded anew.</source>
        <translation>范围旁边的 {0} 帧（直到视频可以切开的下一处）已重新编码。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="510"/>
        <source>{0} frames show no whole face and stay as they are.</source>
        <translation>有 {0} 帧没有完整的面部，保持原样。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="511"/>
        <source>{0} from {1}</source>
        <translation>来自 {1} 的 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="512"/>
        <source>{0} goes from {1} to {2}, not {3}</source>
        <translation>{0} 的范围是 {1} 到 {2}，而不是 {3}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="513"/>
        <source>{0} goes from {1} to {2}, not {3}.</source>
        <translation>{0} 为 {1} 到 {2}，不能为 {3}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="514"/>
        <source>{0} has a sound of {1} channels, which is too many.</source>
        <translation>{0} 的声音有 {1} 个声道，太多了。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="515"/>
        <source>{0} has become too large for this disk.</source>
        <translation>{0} 对此磁盘而言过大。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="516"/>
        <source>{0} has more than {1} hours of sound.</source>
        <translation>{0} 的声音超过 {1} 小时。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="517"/>
        <source>{0} has no column “picture”.</source>
        <translation>{0} 没有“picture”列。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="518"/>
        <source>{0} has no readable {1}.</source>
        <translation>{0} 中没有可读取的 {1}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="519"/>
        <source>{0} has no sound track {1}.</source>
        <translation>{0} 没有声轨 {1}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="520"/>
        <source>{0} has no sound track.</source>
        <translation>{0} 没有音轨。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="521"/>
        <source>{0} has sound but no picture.</source>
        <translation>{0} 有声音，但没有画面。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="522"/>
        <source>{0} has too many pixels ({1} × {2}).</source>
        <translation>{0} 的像素过多（{1} × {2}）。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="523"/>
        <source>{0} has too many pixels.</source>
        <translation>{0} 的像素太多。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="524"/>
        <source>{0} has {1} samples a second, which no voice has.</source>
        <translation>{0} 每秒有 {1} 个采样，没有人声是这样的。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="525"/>
        <source>{0} has {1} × {2} pixels, which is too many.</source>
        <translation>{0} 有 {1} × {2} 像素，超出上限。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="526"/>
        <source>{0} holds measurements (32 bits), not a picture.</source>
        <translation>{0} 存储的是测量值（32 位），不是图片。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="527"/>
        <source>{0} holds no manner ({1}).</source>
        <translation>{0} 中没有神态（{1}）。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="528"/>
        <source>{0} holds no performance.</source>
        <translation>{0} 中没有表演。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="529"/>
        <source>{0} holds no words with their times.</source>
        <translation>{0} 中没有带时间的词。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="530"/>
        <source>{0} holds other things ({1}), so it is not replaced.</source>
        <translation>{0} 中有其他内容（{1}），因此未替换。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="531"/>
        <source>{0} is a file.</source>
        <translation>{0} 是文件。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="532"/>
        <source>{0} is a folder.</source>
        <translation>{0} 是文件夹。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="533"/>
        <source>{0} is a link that leads out of the model&apos;s folder.</source>
        <translation>{0} 是指向模型文件夹之外的链接。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="534"/>
        <source>{0} is a picture and has no sound.</source>
        <translation>{0} 是图片，没有声音。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="535"/>
        <source>{0} is a picture that is cut off or damaged.</source>
        <translation>{0} 是不完整或损坏的图片。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="536"/>
        <source>{0} is a picture, and only a video can be dubbed.</source>
        <translation>{0} 是图片，只有视频才能配音。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="537"/>
        <source>{0} is a text, not a picture, a sound or a video.</source>
        <translation>{0} 是文本，不是图片、声音或视频。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="538"/>
        <source>{0} is damaged or not the right one: its sha256 is {1}, not {2}.</source>
        <translation>{0} 已损坏或不是正确的文件：其 sha256 为 {1}，而不是 {2}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="539"/>
        <source>{0} is damaged, or is not a project.</source>
        <translation>{0} 已损坏，或不是项目。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="540"/>
        <source>{0} is damaged.</source>
        <translation>{0} 已损坏。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="541"/>
        <source>{0} is empty (0 bytes).</source>
        <translation>{0} 是空文件（0 字节）。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="542"/>
        <source>{0} is installed</source>
        <translation>已安装 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="543"/>
        <source>{0} is longer than a day.</source>
        <translation>{0} 长于一天。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="544"/>
        <source>{0} is missing</source>
        <translation>缺少 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="545"/>
        <source>{0} is more than a day</source>
        <translation>{0} 超过一天</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="546"/>
        <source>{0} is no crop</source>
        <translation>{0} 不是有效的裁剪</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="547"/>
        <source>{0} is no loudness</source>
        <translation>{0} 不是响度</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="548"/>
        <source>{0} is no manifest of a corpus.</source>
        <translation>{0} 不是语料库的清单。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="549"/>
        <source>{0} is no number of frames</source>
        <translation>{0} 不是有效的帧数</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="550"/>
        <source>{0} is no rate of moving pictures</source>
        <translation>{0} 不是动态影像的帧率</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="551"/>
        <source>{0} is no reach of a head</source>
        <translation>{0} 不是头部的活动范围</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="552"/>
        <source>{0} is no speed of speaking</source>
        <translation>{0} 不是说话的速度</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="553"/>
        <source>{0} is no strength of folds</source>
        <translation>{0} 不是皱纹强度</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="554"/>
        <source>{0} is no table ({1}).</source>
        <translation>{0} 不是表格（{1}）。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="555"/>
        <source>{0} is no table of word vectors.</source>
        <translation>{0} 不是词向量表。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="556"/>
        <source>{0} is not a text.</source>
        <translation>{0} 不是文本。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="557"/>
        <source>{0} is not an ordinary file.</source>
        <translation>{0} 不是普通文件。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="558"/>
        <source>{0} is not opened: a file of this kind can run programs on this computer.</source>
        <translation>未打开 {0}：这类文件可能在这台计算机上运行程序。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="559"/>
        <source>{0} is not the file that it was when the project linked it.</source>
        <translation>{0} 已不是项目链接时的那个文件。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="560"/>
        <source>{0} is not the file that the project was made with.</source>
        <translation>{0} 不是创建项目时所用的文件。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="561"/>
        <source>{0} is not the right one: it has {1} bytes, not {2}.</source>
        <translation>{0} 不是正确的文件：其大小为 {1} 字节，而不是 {2}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="562"/>
        <source>{0} is not there.</source>
        <translation>{0} 不存在。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="563"/>
        <source>{0} is still seen ({1} of 5): mend it by hand.</source>
        <translation>仍能看到 {0}（{1}/5）：请手动修正。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="564"/>
        <source>{0} is there already.</source>
        <translation>{0} 已存在。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="566"/>
        <source>{0} lines are another face&apos;s, whose mouth is not moved here: export the dubbed film for that.</source>
        <translation>{0} 句台词属于另一张面部，这里不驱动它的嘴：请为此导出配音影片。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="567"/>
        <source>{0} names no folder of data.</source>
        <translation>{0} 未指向数据文件夹。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="568"/>
        <source>{0} or {1}</source>
        <translation>{0} 或 {1}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="569"/>
        <source>{0} pictures and not {1}</source>
        <translation>{0} 张图片，而不是 {1} 张</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="570"/>
        <source>{0} pictures, {1}, {2}, {3}</source>
        <translation>{0} 张图片，{1}，{2}，{3}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="571"/>
        <source>{0} s and not {1} s</source>
        <translation>{0} 秒，而不是 {1} 秒</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="572"/>
        <source>{0} s of sound</source>
        <translation>声音长 {0} 秒</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="574"/>
        <source>{0} stands where a ratio belongs</source>
        <translation>应为比值之处是 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="575"/>
        <source>{0} stands where a whole number belongs</source>
        <translation>应为整数之处是 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="576"/>
        <source>{0} stands where one of {1} belongs</source>
        <translation>应为 {1} 之一处是 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="577"/>
        <source>{0} stands where text belongs</source>
        <translation>应为文字之处是 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="578"/>
        <source>{0} stands where true or false belongs</source>
        <translation>应为 true 或 false 之处是 {0}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="579"/>
        <source>{0} takes {1} s, and its range {2} s.</source>
        <translation>{0} 长 {1} 秒，而其范围为 {2} 秒。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="581"/>
        <source>{0} would be from {1} to {2} s, and the video ends at {3} s.</source>
        <translation>{0} 将从 {1} 到 {2} 秒，而视频在 {3} 秒结束。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="583"/>
        <source>{0} × {1} pixels</source>
        <translation>{0} × {1} 像素</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="587"/>
        <source>{0}; {1}</source>
        <translation>{0}；{1}</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="588"/>
        <source>“galatea animate” lets a picture speak.</source>
        <translation>“galatea animate”可以让图片说话。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="589"/>
        <source>“galatea sheet” shows every unit with its name.</source>
        <translation>“galatea sheet”可显示所有单元及其名称。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="590"/>
        <source>“{0}” can&apos;t be read as a setting.</source>
        <translation>无法将“{0}”读作设置。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="591"/>
        <source>“{0}” can&apos;t name a part of a project.</source>
        <translation>“{0}”不能用作项目组成部分的名称。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="592"/>
        <source>“{0}” divides by zero</source>
        <translation>“{0}”除以零</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="593"/>
        <source>“{0}” does not suit the preset {1}.</source>
        <translation>“{0}”与预设 {1} 不符。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="594"/>
        <source>“{0}” does not tell how pictures are finished.</source>
        <translation>“{0}”没有说明如何修饰图片。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="595"/>
        <source>“{0}” does not tell who moves the face.</source>
        <translation>“{0}”没有说明由谁驱动面部。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="596"/>
        <source>“{0}” draws instead, and the project keeps its choice. Install the plugin, or choose another.</source>
        <translation>现由“{0}”代为绘制，项目保留原来的选择。请安装该插件，或选择其他渲染器。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="597"/>
        <source>“{0}” draws to what is said, and nothing is said.</source>
        <translation>“{0}”按所说的内容绘制，但现在没有说话内容。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="598"/>
        <source>“{0}” goes by words, and it is not known which are said.</source>
        <translation>“{0}”依据词语，但不知道说了哪些词。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="599"/>
        <source>“{0}” has given a {1} and not a {2}.</source>
        <translation>“{0}”给出了 {1}，而不是 {2}。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="600"/>
        <source>“{0}” in “{1}” is not a number.</source>
        <translation>“{1}”中的“{0}”不是数值。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="601"/>
        <source>“{0}” is no address that begins with http:// or https://</source>
        <translation>“{0}”不是以 http:// 或 https:// 开头的地址</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="602"/>
        <source>“{0}” is no file of a package</source>
        <translation>“{0}”不是软件包中的文件</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="603"/>
        <source>“{0}” is no manner to speak in.</source>
        <translation>“{0}”不是说话的方式。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="604"/>
        <source>“{0}” is no moment of a film</source>
        <translation>“{0}”不是影片中的时刻</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="605"/>
        <source>“{0}” is no name of a package</source>
        <translation>“{0}”不是软件包名称</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="606"/>
        <source>“{0}” is no number of bytes</source>
        <translation>“{0}”不是字节数</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="607"/>
        <source>“{0}” is no plain name of a file</source>
        <translation>“{0}”不是普通的文件名</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="608"/>
        <source>“{0}” is no version of a package</source>
        <translation>“{0}”不是软件包版本</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="609"/>
        <source>“{0}” is not a number</source>
        <translation>“{0}”不是数字</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="610"/>
        <source>“{0}” is not a size.</source>
        <translation>“{0}”不是有效的尺寸。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="611"/>
        <source>“{0}” is not a time.</source>
        <translation>“{0}”不是时间。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="612"/>
        <source>“{0}” is not the sha256 of a file</source>
        <translation>“{0}”不是文件的 sha256</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="613"/>
        <source>“{0}” is not the sha256 of a package</source>
        <translation>“{0}”不是软件包的 sha256</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="614"/>
        <source>“{0}” seems to show somebody else than the picture.</source>
        <translation>“{0}”看起来显示的不是图片中的人，而是别人。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="615"/>
        <source>“{0}” tells how the portrait&apos;s face rests, so it can&apos;t be removed.</source>
        <translation>“{0}”说明了肖像静止时的样子，因此不能移除。</translation>
    </message>
    <message>
        <location filename="../../studio/ui/sentences.py" line="616"/>
        <source>“{0}” tells no amount.</source>
        <translation>“{0}”不表示程度。</translation>
    </message>
</context>
<context>
    <name>Tracks</name>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="148"/>
        <source>Head yaw</source>
        <translation>头部偏转</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="149"/>
        <source>Head pitch</source>
        <translation>头部俯仰</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="150"/>
        <source>Head roll</source>
        <translation>头部倾斜</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="151"/>
        <source>Head right</source>
        <translation>头部向右</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="152"/>
        <source>Head up</source>
        <translation>头部向上</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="153"/>
        <source>Head near</source>
        <translation>头部靠近</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="154"/>
        <source>Gaze across</source>
        <translation>视线左右</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="155"/>
        <source>Gaze up</source>
        <translation>视线上下</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <location filename="../../studio/ui/transport.py" line="48"/>
        <source>To the start</source>
        <translation>到开头</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="49"/>
        <source>One frame back</source>
        <translation>后退一帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="50"/>
        <location filename="../../studio/ui/transport.py" line="150"/>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="51"/>
        <source>One frame on</source>
        <translation>前进一帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="52"/>
        <source>To the end</source>
        <translation>到结尾</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="53"/>
        <source>Loop</source>
        <translation>循环</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="65"/>
        <source>Set keys with every change</source>
        <translation>自动设置关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="67"/>
        <source>Auto key</source>
        <translation>自动关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="71"/>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="75"/>
        <location filename="../../studio/ui/transport.py" line="76"/>
        <source>One pixel for one pixel</source>
        <translation>实际像素</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="81"/>
        <source>Fit the picture to the stage</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="81"/>
        <source>Fit</source>
        <translation>适合</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="82"/>
        <source>Frame the face</source>
        <translation>取景：面部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="82"/>
        <source>Zoom to face</source>
        <translation>放大面部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="83"/>
        <source>A/B</source>
        <translation>A/B</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="84"/>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="83"/>
        <source>Compare with the photograph</source>
        <translation>与照片对比</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="84"/>
        <source>The photograph beside it</source>
        <translation>并排显示照片</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="85"/>
        <source>Show the rig&apos;s mesh</source>
        <translation>显示绑定网格</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="85"/>
        <source>Mesh</source>
        <translation>网格</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="86"/>
        <source>Crop what is exported</source>
        <translation>裁剪导出画面</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="86"/>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="87"/>
        <source>Choose a face</source>
        <translation>选择面部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="87"/>
        <source>Faces</source>
        <translation>选脸</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="150"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location filename="../../studio/ui/transport.py" line="177"/>
        <source>Go to a time</source>
        <translation>跳到时间</translation>
    </message>
</context>
<context>
    <name>TweenSlider</name>
    <message>
        <location filename="../../studio/ui/timeline/tween.py" line="25"/>
        <source>Between the keys before and after</source>
        <translation>在前后关键帧之间</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/tween.py" line="32"/>
        <source>Key before</source>
        <translation>前一个关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/tween.py" line="34"/>
        <source>Key after</source>
        <translation>后一个关键帧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/timeline/tween.py" line="45"/>
        <source>{0} %</source>
        <translation>{0} %</translation>
    </message>
</context>
<context>
    <name>Units</name>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="17"/>
        <source>Inner brow raiser</source>
        <translation>内眉上扬</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="18"/>
        <source>Outer brow raiser</source>
        <translation>外眉上扬</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="19"/>
        <source>Brow lowerer</source>
        <translation>眉毛下压</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="20"/>
        <source>Upper lid raiser</source>
        <translation>上睑提升</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="21"/>
        <source>Cheek raiser</source>
        <translation>脸颊提升</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="22"/>
        <source>Lid tightener</source>
        <translation>眼睑收紧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="23"/>
        <source>Lips toward each other</source>
        <translation>双唇靠拢</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="24"/>
        <source>Nose wrinkler</source>
        <translation>皱鼻</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="25"/>
        <source>Upper lip raiser</source>
        <translation>上唇提升</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="26"/>
        <source>Lip corner puller</source>
        <translation>嘴角上扬</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="27"/>
        <source>Dimpler</source>
        <translation>酒窝</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="28"/>
        <source>Lip corner depressor</source>
        <translation>嘴角下压</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="29"/>
        <source>Lower lip depressor</source>
        <translation>下唇下压</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="30"/>
        <source>Chin raiser</source>
        <translation>下巴提升</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="31"/>
        <source>Lip pucker</source>
        <translation>嘟嘴</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="32"/>
        <source>Tongue show</source>
        <translation>伸舌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="33"/>
        <source>Lip stretcher</source>
        <translation>嘴唇拉伸</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="34"/>
        <source>Lip funneler</source>
        <translation>嘴唇外翻</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="35"/>
        <source>Lip tightener</source>
        <translation>嘴唇收紧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="36"/>
        <source>Lip pressor</source>
        <translation>嘴唇紧压</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="37"/>
        <source>Lips part</source>
        <translation>双唇分开</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="38"/>
        <source>Jaw drop</source>
        <translation>下颌下落</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="39"/>
        <source>Lip suck</source>
        <translation>嘴唇内吸</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="40"/>
        <source>Jaw thrust</source>
        <translation>下颌前伸</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="41"/>
        <source>Jaw sideways</source>
        <translation>下颌侧移</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="42"/>
        <source>Cheek puff</source>
        <translation>鼓腮</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="43"/>
        <source>Blink</source>
        <translation>眨眼</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="44"/>
        <source>Eyes turn left</source>
        <translation>眼球左转</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="45"/>
        <source>Eyes turn right</source>
        <translation>眼球右转</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="46"/>
        <source>Eyes up</source>
        <translation>眼球上转</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="47"/>
        <source>Eyes down</source>
        <translation>眼球下转</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="48"/>
        <source>Mouth sideways</source>
        <translation>嘴部侧移</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="50"/>
        <source>corrugator supercilii, depressor supercilii</source>
        <translation>皱眉肌、降眉肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="51"/>
        <source>frontalis, inner part</source>
        <translation>额肌内侧部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="52"/>
        <source>frontalis, outer part</source>
        <translation>额肌外侧部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="53"/>
        <source>buccinator against the breath</source>
        <translation>颊肌（对抗呼气）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="54"/>
        <source>orbicularis oculi, orbital part</source>
        <translation>眼轮匝肌眶部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="55"/>
        <source>orbicularis oculi; levator palpebrae relaxed</source>
        <translation>眼轮匝肌；上睑提肌放松</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="56"/>
        <source>rectus inferior</source>
        <translation>下直肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="57"/>
        <source>rectus medialis</source>
        <translation>内直肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="58"/>
        <source>rectus lateralis</source>
        <translation>外直肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="59"/>
        <source>rectus superior</source>
        <translation>上直肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="60"/>
        <source>orbicularis oculi, palpebral part</source>
        <translation>眼轮匝肌睑部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="61"/>
        <source>levator palpebrae superioris</source>
        <translation>上睑提肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="62"/>
        <source>pterygoideus lateralis</source>
        <translation>翼外肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="63"/>
        <source>pterygoideus lateralis, one side</source>
        <translation>翼外肌（单侧）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="64"/>
        <source>masseter and temporalis relaxed; digastricus</source>
        <translation>咬肌、颞肌放松；二腹肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="65"/>
        <source>orbicularis oris, lips together over an open jaw</source>
        <translation>口轮匝肌（下颌张开时双唇闭合）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="66"/>
        <source>buccinator</source>
        <translation>颊肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="67"/>
        <source>depressor anguli oris</source>
        <translation>降口角肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="68"/>
        <source>orbicularis oris, lips forward and apart</source>
        <translation>口轮匝肌（双唇前伸并分开）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="69"/>
        <source>both lips pulled to one side</source>
        <translation>双唇拉向一侧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="70"/>
        <source>depressor labii inferioris</source>
        <translation>降下唇肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="71"/>
        <source>orbicularis oris, lips pressed</source>
        <translation>口轮匝肌（双唇紧压）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="72"/>
        <source>incisivii labii</source>
        <translation>切牙肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="73"/>
        <source>orbicularis oris, lower lip over the teeth</source>
        <translation>口轮匝肌（下唇包住牙齿）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="74"/>
        <source>orbicularis oris, upper lip over the teeth</source>
        <translation>口轮匝肌（上唇包住牙齿）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="75"/>
        <source>mentalis</source>
        <translation>颏肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="76"/>
        <source>mentalis, the upper lip carried along</source>
        <translation>颏肌（带动上唇）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="77"/>
        <source>zygomaticus major</source>
        <translation>颧大肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="78"/>
        <source>risorius, platysma</source>
        <translation>笑肌、颈阔肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="79"/>
        <source>levator labii superioris</source>
        <translation>提上唇肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="80"/>
        <source>levator labii superioris alaeque nasi</source>
        <translation>提上唇鼻翼肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="81"/>
        <source>genioglossus</source>
        <translation>颏舌肌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="82"/>
        <source>levator labii superioris, without the corners</source>
        <translation>提上唇肌（嘴角不动）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="83"/>
        <source>depressor labii, without the corners</source>
        <translation>降下唇肌（嘴角不动）</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="85"/>
        <source>Joy</source>
        <translation>喜悦</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="86"/>
        <source>Sadness</source>
        <translation>悲伤</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="87"/>
        <source>Surprise</source>
        <translation>惊讶</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="88"/>
        <source>Fear</source>
        <translation>恐惧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="89"/>
        <source>Anger</source>
        <translation>愤怒</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="90"/>
        <source>Disgust</source>
        <translation>厌恶</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="91"/>
        <source>Contempt</source>
        <translation>轻蔑</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="92"/>
        <source>Thought</source>
        <translation>思考</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="93"/>
        <source>Happily surprised</source>
        <translation>惊喜</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="94"/>
        <source>Happily disgusted</source>
        <translation>笑中带厌</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="95"/>
        <source>Sadly fearful</source>
        <translation>悲惧</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="96"/>
        <source>Sadly angry</source>
        <translation>悲愤</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="97"/>
        <source>Sadly surprised</source>
        <translation>悲伤而惊讶</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="98"/>
        <source>Sadly disgusted</source>
        <translation>悲伤而厌恶</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="99"/>
        <source>Fearfully angry</source>
        <translation>惧怒</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="100"/>
        <source>Fearfully surprised</source>
        <translation>惊恐</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="101"/>
        <source>Fearfully disgusted</source>
        <translation>恐惧而厌恶</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="102"/>
        <source>Angrily surprised</source>
        <translation>怒而惊讶</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="103"/>
        <source>Angrily disgusted</source>
        <translation>怒而厌恶</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="104"/>
        <source>Disgustedly surprised</source>
        <translation>厌恶而惊讶</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="105"/>
        <source>Appalled</source>
        <translation>震骇</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="106"/>
        <source>Hatred</source>
        <translation>憎恨</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="107"/>
        <source>Awed</source>
        <translation>敬畏</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="109"/>
        <source>52 ARKit channels, 0–1</source>
        <translation>52 个 ARKit 通道，0–1</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="110"/>
        <source>17 FACS units, 0–5</source>
        <translation>17 个 FACS 单元，0–5</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="111"/>
        <source>46 FaceWarehouse shapes, 0–1</source>
        <translation>46 个 FaceWarehouse 形状，0–1</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="113"/>
        <source>head.yaw</source>
        <translation>头部侧偏</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="114"/>
        <source>head.pitch</source>
        <translation>头部俯仰</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="115"/>
        <source>head.roll</source>
        <translation>头部翻滚</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="116"/>
        <source>head.x</source>
        <translation>头部右移</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="117"/>
        <source>head.y</source>
        <translation>头部上移</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="118"/>
        <source>head.z</source>
        <translation>头部拉近</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="119"/>
        <source>gaze.yaw</source>
        <translation>注视水平</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="120"/>
        <source>gaze.pitch</source>
        <translation>注视垂直</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="122"/>
        <source>nose tip: head</source>
        <translation>鼻尖：头部</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="123"/>
        <source>right pupil: gaze</source>
        <translation>右瞳孔：注视</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="124"/>
        <source>left pupil: gaze</source>
        <translation>左瞳孔：注视</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="125"/>
        <source>upper lip</source>
        <translation>上唇</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="126"/>
        <source>lower lip</source>
        <translation>下唇</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="127"/>
        <source>chin</source>
        <translation>下巴</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="128"/>
        <source>inner brows</source>
        <translation>双侧内眉</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="129"/>
        <source>right lip corner</source>
        <translation>右嘴角</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="130"/>
        <source>right outer brow</source>
        <translation>右外眉</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="131"/>
        <source>right inner brow</source>
        <translation>右内眉</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="132"/>
        <source>right upper lid</source>
        <translation>右上睑</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="133"/>
        <source>right lower lid</source>
        <translation>右下睑</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="134"/>
        <source>right cheek</source>
        <translation>右脸颊</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="135"/>
        <source>right wing of the nose</source>
        <translation>右鼻翼</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="136"/>
        <source>left lip corner</source>
        <translation>左嘴角</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="137"/>
        <source>left outer brow</source>
        <translation>左外眉</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="138"/>
        <source>left inner brow</source>
        <translation>左内眉</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="139"/>
        <source>left upper lid</source>
        <translation>左上睑</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="140"/>
        <source>left lower lid</source>
        <translation>左下睑</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="141"/>
        <source>left cheek</source>
        <translation>左脸颊</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="142"/>
        <source>left wing of the nose</source>
        <translation>左鼻翼</translation>
    </message>
    <message>
        <location filename="../../studio/ui/unit_words.py" line="184"/>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
</context>
</TS>
